// Emoji by Slack shortcode: the common ones. An unknown shortcode stays as it was written.

const EMOJI = {
  "+1": "👍", "-1": "👎", "100": "💯", alarm_clock: "⏰", angry: "😠", arrow_down: "⬇️", arrow_forward: "▶️",
  arrow_left: "⬅️", arrow_lower_right: "↘️", arrow_right: "➡️", arrow_up: "⬆️", arrow_upper_right: "↗️",
  arrows_counterclockwise: "🔄", back: "🔙", balloon: "🎈", bangbang: "‼️", bar_chart: "📊", beach_with_umbrella: "🏖️",
  bell: "🔔", bicyclist: "🚴", bike: "🚲", birthday: "🎂", black_circle: "⚫", black_small_square: "▪️", blue_heart: "💙",
  book: "📖", bookmark: "🔖", books: "📚", boom: "💥", bow: "🙇", briefcase: "💼", broken_heart: "💔", bug: "🐛", bulb: "💡",
  bust_in_silhouette: "👤", busts_in_silhouette: "👥", calendar: "📆", calling: "📲", camera: "📷", card_index: "📇",
  chart_with_downwards_trend: "📉", chart_with_upwards_trend: "📈", checkered_flag: "🏁", clap: "👏", clipboard: "📋",
  clock1: "🕐", clock9: "🕘", closed_lock_with_key: "🔐", coffee: "☕", cold_sweat: "😰", confetti_ball: "🎊",
  confused: "😕", construction: "🚧", credit_card: "💳", crossed_fingers: "🤞", crown: "👑", cry: "😢", dart: "🎯",
  date: "📅", disappointed: "😞", dollar: "💵", door: "🚪", email: "📧", envelope: "✉️", envelope_with_arrow: "📩",
  euro: "💶", exclamation: "❗", eyes: "👀", facepalm: "🤦", fast_forward: "⏩", file_folder: "📁", fire: "🔥",
  first_place_medal: "🥇", "flag-fr": "🇫🇷", "flag-gb": "🇬🇧", "flag-us": "🇺🇸", fr: "🇫🇷", gear: "⚙️", gem: "💎",
  gift: "🎁", globe_with_meridians: "🌐", green_heart: "💚", grey_question: "❔", grin: "😁", grinning: "😀",
  handshake: "🤝", heart: "❤️", heart_eyes: "😍", heavy_check_mark: "✔️", heavy_minus_sign: "➖",
  heavy_multiplication_x: "✖️", heavy_plus_sign: "➕", hourglass: "⌛", hourglass_flowing_sand: "⏳", house: "🏠",
  hugging_face: "🤗", hugs: "🤗", inbox_tray: "📥", incoming_envelope: "📨", information_source: "ℹ️", joy: "😂", key: "🔑",
  label: "🏷️", large_blue_circle: "🔵", large_green_circle: "🟢", large_green_square: "🟩", large_orange_circle: "🟠",
  large_purple_circle: "🟣", large_red_square: "🟥", large_yellow_circle: "🟡", large_yellow_square: "🟨",
  left_speech_bubble: "🗨️", link: "🔗", lock: "🔒", loudspeaker: "📢", mag: "🔍", mailbox: "📫", mega: "📣", memo: "📝",
  money_with_wings: "💸", moneybag: "💰", muscle: "💪", mute: "🔇", neutral_face: "😐", new: "🆕", no_bell: "🔕",
  no_entry: "⛔", no_entry_sign: "🚫", ok: "🆗", ok_hand: "👌", open_hands: "👐", outbox_tray: "📤", package: "📦",
  page_facing_up: "📄", palm_tree: "🌴", paperclip: "📎", partying_face: "🥳", pause_button: "⏸️", pencil: "📝",
  pencil2: "✏️", point_down: "👇", point_left: "👈", point_right: "👉", point_up: "☝️", pray: "🙏", purple_heart: "💜",
  pushpin: "📌", question: "❓", rainbow: "🌈", raised_hand: "✋", raised_hands: "🙌", red_circle: "🔴", relaxed: "☺️",
  repeat: "🔁", rocket: "🚀", rotating_light: "🚨", round_pushpin: "📍", scroll: "📜", second_place_medal: "🥈",
  seedling: "🌱", shield: "🛡️", simple_smile: "🙂", sleeping: "😴", slightly_frowning_face: "🙁",
  slightly_smiling_face: "🙂", small_blue_diamond: "🔹", small_orange_diamond: "🔸", smile: "😄", smiley: "😃", sob: "😭",
  sparkles: "✨", speech_balloon: "💬", spiral_calendar_pad: "🗓️", star: "⭐", star2: "🌟", stopwatch: "⏱️",
  sun_with_face: "🌞", sunglasses: "😎", sunny: "☀️", sweat_smile: "😅", tada: "🎉", telephone_receiver: "📞",
  thinking_face: "🤔", third_place_medal: "🥉", thought_balloon: "💭", thumbsdown: "👎", thumbsup: "👍", timer_clock: "⏲️",
  triangular_flag_on_post: "🚩", trophy: "🏆", two_hearts: "💕", umbrella: "☔", unlock: "🔓", warning: "⚠️",
  wastebasket: "🗑️", wave: "👋", white_check_mark: "✅", white_circle: "⚪", white_large_square: "⬜",
  white_small_square: "▫️", wink: "😉", writing_hand: "✍️", x: "❌", yellow_heart: "💛", zap: "⚡", zzz: "💤",
};

const SHORTCODE = /:([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?/g;

export const emoji = (name) => (Object.hasOwn(EMOJI, name) ? EMOJI[name] : null);

export const withEmoji = (text) => text.replace(SHORTCODE, (written, name) => emoji(name) ?? written);
