"""A skill with a screen of its own: styles, a pager, a list that is touched, and commands for what is shown."""

from __future__ import annotations

from typing import Any

TOKEN = "gallery"
DOCUMENT = {
    "type": "APL",
    "version": "1.4",
    "theme": "dark",
    "styles": {"big": {"values": [{"fontSize": "60dp", "color": "#ffcc00"}]}},
    "layouts": {
        "Picture": {
            "parameters": ["title"],
            "item": {"type": "Text", "style": "big", "text": "${title}", "width": "100%", "textAlign": "center"},
        }
    },
    "mainTemplate": {
        "parameters": ["payload"],
        "items": [
            {
                "type": "Container",
                "width": "100vw",
                "height": "100vh",
                "items": [
                    {"type": "Text", "id": "title", "text": "${payload.gallery.properties.hint}"},
                    {
                        "type": "Text",
                        "id": "story",
                        "text": "${payload.gallery.properties.story}",
                        "speech": "${payload.gallery.properties.spoken}",
                    },
                    {
                        "type": "Pager",
                        "id": "pages",
                        "navigation": "none",
                        "width": "100vw",
                        "height": "30vh",
                        "data": "${payload.gallery.properties.pictures}",
                        "items": [{"type": "Picture", "title": "${data}"}],
                    },
                    {
                        "type": "TouchWrapper",
                        "id": "buy",
                        "onPress": [{"type": "SendEvent", "arguments": ["bought", 3], "components": ["title"]}],
                        "item": {"type": "Frame", "height": "20vh", "item": {"type": "Text", "text": "Buy it"}},
                    },
                ],
            }
        ],
    },
}
DATA = {
    "gallery": {
        "type": "object",
        "properties": {
            "pictures": ["Sunrise", "Noon", "Night"],
            "story": "Painted <b>at sea</b>",
            "say": "<speak>Painted at sea &amp; on land.</speak>",
            "ask": "show the next picture",
        },
        "transformers": [
            {"inputPath": "say", "transformer": "ssmlToSpeech", "outputName": "spoken"},
            {"inputPath": "ask", "transformer": "textToHint", "outputName": "hint"},
        ],
    }
}


LIST = {
    "type": "APL",
    "version": "1.4",
    "mainTemplate": {
        "parameters": ["payload"],
        "items": [
            {
                "type": "AlexaTextList",
                "headerTitle": "All of it",
                "listItems": [{"primaryText": "Sunrise"}, {"primaryText": "Noon"}],
                "primaryAction": {"type": "SendEvent", "arguments": ["chosen", "${data.primaryText}"]},
                "footerHintText": "${payload.gallery.properties.hint}",
            }
        ],
    },
}


def handler(event: dict[str, Any], context: Any) -> dict[str, Any] | None:
    request = event["request"]
    if request["type"] == "Alexa.Presentation.APL.UserEvent":
        source = request["source"]
        return answer(f"{request['arguments']} by {source['type']} {source['id']}, {request['components']}")
    if request["type"] == "LaunchRequest":
        return answer("Look.", [rendered(DOCUMENT)])
    if request["type"] != "IntentRequest":
        return None
    match request["intent"]["name"]:
        case "TitleIntent":
            return answer("Done.", [commands({"type": "SetValue", "componentId": "title", "property": "text",
                                              "value": "The harbour"})])  # fmt: skip
        case "PagesIntent":
            return answer("Watch.", [commands({"type": "SetPage", "componentId": "pages", "value": 2})])
        case "StoryIntent":
            return answer(None, [commands({"type": "SpeakItem", "componentId": "story"})])
        case "LateIntent":
            return answer("Done.", [{**commands({"type": "Idle"}), "token": "another"}])
        case "LayoutsIntent":
            return answer("Look.", [rendered({**LIST, "import": [{"name": "alexa-layouts", "version": "1.5.0"}]})])
    return answer("Look.", [rendered({**DOCUMENT, "import": [{"name": "of-my-own", "version": "2.0.0"}]})])


def rendered(document: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Alexa.Presentation.APL.RenderDocument", "token": TOKEN, "document": document, "datasources": DATA}


def commands(command: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Alexa.Presentation.APL.ExecuteCommands", "token": TOKEN, "commands": [command]}


def answer(text: str | None, directives: list[Any] | None = None) -> dict[str, Any]:
    response: dict[str, Any] = {"shouldEndSession": False, "directives": directives or []}
    if text:
        response["outputSpeech"] = {"type": "PlainText", "text": text}
    return {"version": "1.0", "response": response}
