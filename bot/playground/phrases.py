"""What Slack's client itself says to a person, in their language."""

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "trouble": "We had some trouble connecting. Try again?",
        "command_failed": '{command} failed with the error "{code}"',
        "unknown_command": '{command} is not a valid command. In Slack, all messages that start with the "/"'
        " character are interpreted as commands.",
        "required": "Please complete this required field.",
        "too_short": "Please enter at least {limit} characters.",
        "too_long": "Please enter no more than {limit} characters.",
        "not_a_number": "Please enter a number.",
        "no_decimals": "Please enter a whole number.",
        "too_small": "Please enter a number of at least {limit}.",
        "too_large": "Please enter a number of at most {limit}.",
        "not_an_email": "Please enter a valid email address.",
        "not_a_url": "Please enter a valid URL.",
        "wrong_file_type": "Please add only files of these types: {types}.",
        "too_many_files": "Please remove some files: {limit} at most.",
        "file_empty": "{file} is empty.",
        "file_upload_size_restricted": "{file} is too large: 4 MB at most.",
        "consent_tab": "Install an app",
        "consent_title": "{app} asks for permission to access the workspace {team}",
        "consent_may": "What will {app} be able to do?",
        "consent_behalf": "What will {app} be able to do on your behalf?",
        "consent_who": "You are",
        "consent_allow": "Allow",
        "consent_cancel": "Cancel",
        "consent_expired": "This page has expired.",
        "consent_anew": "It holds for ten minutes. Go back to the app and start again.",
        "consent_refused": "Something went wrong when authorizing this app.",
        "consent_reason": "Error details: {code}. Go back to the app and try again, or tell its developer.",
    },
    "fr": {
        "trouble": "Un problème de connexion est survenu. Réessayer ?",
        "command_failed": "{command} a échoué avec l’erreur « {code} »",
        "unknown_command": "{command} n’est pas une commande valide. Dans Slack, tous les messages commençant"
        " par le caractère « / » sont interprétés comme des commandes.",
        "required": "Veuillez remplir ce champ obligatoire.",
        "too_short": "Veuillez saisir au moins {limit} caractères.",
        "too_long": "Veuillez ne pas saisir plus de {limit} caractères.",
        "not_a_number": "Veuillez saisir un nombre.",
        "no_decimals": "Veuillez saisir un nombre entier.",
        "too_small": "Veuillez saisir un nombre supérieur ou égal à {limit}.",
        "too_large": "Veuillez saisir un nombre inférieur ou égal à {limit}.",
        "not_an_email": "Veuillez saisir une adresse e-mail valide.",
        "not_a_url": "Veuillez saisir une URL valide.",
        "wrong_file_type": "Veuillez n’ajouter que des fichiers de ces types : {types}.",
        "too_many_files": "Veuillez retirer des fichiers : {limit} au plus.",
        "file_empty": "{file} est vide.",
        "file_upload_size_restricted": "{file} est trop volumineux : 4 Mo au plus.",
        "consent_tab": "Installer une application",
        "consent_title": "{app} demande l’autorisation d’accéder à l’espace {team}",
        "consent_may": "Que pourra faire {app} ?",
        "consent_behalf": "Que pourra faire {app} en votre nom ?",
        "consent_who": "Vous êtes",
        "consent_allow": "Autoriser",
        "consent_cancel": "Annuler",
        "consent_expired": "Cette page a expiré.",
        "consent_anew": "Elle est valable dix minutes. Revenez à l’application et recommencez.",
        "consent_refused": "L’application n’a pas pu être autorisée.",
        "consent_reason": "Détail de l’erreur : {code}. Revenez à l’application et réessayez,"
        " ou prévenez son développeur.",
    },
}


def spoken(language: str) -> str:
    """Give the language that Slack's client speaks to somebody: English to whoever it has no words for."""
    return language if language in PHRASES else "en"


def phrase(language: str, name: str, **values: object) -> str:
    """Say it in that language, in English where Slack's client does not know it."""
    return PHRASES[spoken(language)][name].format(**values)
