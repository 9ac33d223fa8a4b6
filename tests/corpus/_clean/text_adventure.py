ROOMS = {
    "hall": {"exits": {"north": "library"}, "items": ["lamp"]},
    "library": {"exits": {"south": "hall"}, "items": []},
}
vars = {"turn": 0}


def help(*_):
    return "go, take, look"


def go(state, where):
    room = ROOMS[state["room"]]
    if where not in room["exits"]:
        return "You cannot go there."
    state["room"] = room["exits"][where]
    return f"You are in the {state['room']}."


def take(state, item):
    try:
        ROOMS[state["room"]]["items"].remove(item)
    except ValueError:
        return f"There is no {item}."
    state["bag"] |= {item}
    return "Taken."


COMMANDS = {"go": go, "take": take, "help": help}


def play(script):
    state = {"room": "hall", "bag": set()}
    for line in script.splitlines():
        verb, _, rest = line.partition(" ")
        command = COMMANDS.get(verb, help)
        vars["turn"] += 1
        print(f"{vars['turn']:>2}. {line:<10} {command(state, rest)}")
    return state


print(play("take lamp\ngo north\ngo up\ndance\ntake lamp"))
