"""Holds outputs of `stockade` to their schemas. Prints one line for each trouble; exit code 1 then.

    validate.py SCHEMA.json OUTPUT.json     a JSON schema
    validate.py --sarif OUTPUT.json         what SARIF 2.1.0 and GitHub's code scanning ask for
    validate.py --junit OUTPUT.xml          well-formed, and the counts are right
    validate.py --meta SCHEMA.json          the schema itself is one
"""

import json
import sys
import xml.etree.ElementTree as ElementTree

import jsonschema


def validate_schema(schema_path, path):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    if path is None:
        return
    with open(path, encoding="utf-8") as file:
        value = json.load(file)
    for error in jsonschema.Draft202012Validator(schema).iter_errors(value):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"


TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1, "maxLength": 1024}}}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
POSITIVE = {"type": "integer", "minimum": 1}
NOT_NEGATIVE = {"type": "integer", "minimum": 0}
LOCATION = {
    "type": "object",
    "required": ["physicalLocation"],
    "properties": {
        "physicalLocation": {
            "type": "object",
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9%:/._~-]+$"}},
                },
                "region": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["startLine", "startColumn", "endLine", "endColumn"],
                    "properties": {
                        "startLine": POSITIVE, "startColumn": POSITIVE, "endLine": POSITIVE,
                        "endColumn": POSITIVE, "byteOffset": NOT_NEGATIVE, "byteLength": NOT_NEGATIVE,
                    },
                },
            },
        }
    },
}
SARIF = {
    "type": "object",
    "additionalProperties": False,
    "required": ["$schema", "version", "runs"],
    "properties": {
        "$schema": {"type": "string", "pattern": r"sarif-schema-2\.1\.0\.json$"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 20,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool", "results", "columnKind", "invocations"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name", "semanticVersion", "rules"],
                                "properties": {
                                    "semanticVersion": {"pattern": r"^\d+\.\d+\.\d+$"},
                                    "rules": {
                                        "type": "array",
                                        "items": {
                                            "type": "object",
                                            "required": ["id", "shortDescription", "fullDescription", "help"],
                                            "properties": {
                                                "id": {"type": "string", "minLength": 1},
                                                "name": {"type": "string", "maxLength": 255},
                                                "shortDescription": TEXT,
                                                "fullDescription": TEXT,
                                                "help": TEXT,
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "invocations": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["executionSuccessful"],
                            "properties": {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "required": ["message", "level"],
                                        "properties": {"message": TEXT, "level": LEVEL,
                                                       "locations": {"type": "array", "items": LOCATION}},
                                    },
                                },
                            },
                        },
                    },
                    "columnKind": {"const": "unicodeCodePoints"},
                    "properties": {"type": "object"},
                    "results": {
                        "type": "array",
                        "maxItems": 25000,
                        "items": {
                            "type": "object",
                            "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
                            "properties": {
                                "level": LEVEL,
                                "ruleIndex": NOT_NEGATIVE,
                                "message": {"type": "object", "required": ["text"]},
                                "locations": {"type": "array", "minItems": 1, "items": LOCATION},
                                "partialFingerprints": {"required": ["primaryLocationLineHash"]},
                            },
                        },
                    },
                },
            },
        },
    },
}


def validate_sarif(path):
    with open(path, encoding="utf-8") as file:
        log = json.load(file)
    for error in jsonschema.Draft202012Validator(SARIF).iter_errors(log):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        ids = [rule["id"] for rule in rules]
        if len(set(ids)) != len(ids):
            yield "a rule is listed twice"
        for result in run["results"]:
            if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
                yield f"ruleIndex {result['ruleIndex']} is not {result['ruleId']}"


def validate_junit(path):
    root = ElementTree.parse(path).getroot()
    if root.tag != "testsuites":
        yield "the root is not <testsuites>"
    cases = root.findall("./testsuite/testcase")
    failures = root.findall("./testsuite/testcase/failure")
    if (len(cases), len(failures)) != (int(root.get("tests")), int(root.get("failures"))):
        yield f"counts {root.attrib} against {len(cases)} cases and {len(failures)} failures"


def main(arguments):
    if arguments[0] == "--sarif":
        troubles = validate_sarif(arguments[1])
    elif arguments[0] == "--junit":
        troubles = validate_junit(arguments[1])
    elif arguments[0] == "--meta":
        troubles = validate_schema(arguments[1], None)
    else:
        troubles = validate_schema(arguments[0], arguments[1])
    found = list(troubles)
    for trouble in found:
        print(trouble)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
