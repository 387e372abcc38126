from bot.playground import Actor
from tests.reading import texts


async def test_tandem_help_explains_itself_in_the_readers_language(lea: Actor, tom: Actor) -> None:
    await lea.command("/tandem aide")
    await tom.command("/tandem help")

    assert "où en est votre équipe" in texts(lea.messages()[-1])
    assert "see how your team stands" in texts(tom.messages()[-1])


async def test_a_message_to_the_bot_gets_a_helpful_answer_once(tom: Actor) -> None:
    await tom.say("hello?")

    await tom.until(lambda: len(tom.messages()) == 2)
    assert "`/checkin`" in texts(tom.messages()[-1])
