"""HostType and HostObject: what a run can do with an object of the host, and what it cannot."""

import gc
import os
import threading
import unittest
import weakref

import stockade


class Customer:
    def __init__(self, name):
        self.name = name
        self.secret = "s3cret"


class Order:
    """A host's class: more than a run should see."""

    def __init__(self, number, lines=(), customer=None):
        self.number = number
        self.lines = list(lines)
        self.note = ""
        self.customer = customer
        self.cancelled = None
        self.module = os

    def __len__(self):
        return len(self.lines)

    def __getitem__(self, place):
        return self.lines[place]

    def __setitem__(self, place, line):
        self.lines[place] = line

    def __iter__(self):
        return iter(self.lines)

    def __contains__(self, line):
        return line in self.lines

    def cancel(self, reason=None, *, loud=False):
        self.cancelled = reason
        return f"{self.number} cancelled" + ("!" if loud else "")

    def refund(self):
        raise PermissionError("not today\x1b[31m")

    def same(self, other):
        return other is self

    def handler(self):
        return self.cancel

    @property
    def leak(self):
        return open


CUSTOMER = stockade.HostType(Customer, attributes=["name"])
ORDER = stockade.HostType(
    Order, attributes=["number", "customer", "module", "leak", "lines"], writable=["note"],
    methods=["cancel", "refund", "same", "handler", "__len__", "__getitem__", "__setitem__",
             "__iter__", "__contains__"],
    gives={"customer": CUSTOMER})
PLAIN = stockade.HostType("Plain")


class Base(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.executor = stockade.Executor("default", guards=cls.guards)

    @classmethod
    def tearDownClass(cls):
        cls.executor.close()

    guards = "proven"

    def out(self, text, **objects):
        outcome = self.executor.run(text, objects=objects)
        self.assertEqual(outcome.verdict, "ok", (outcome.exception, outcome.findings,
                                                 outcome.message))
        return outcome.stdout

    def error(self, statement, **objects):
        return self.out(f"try:\n    {statement}\n    print('nothing')\n"
                        "except Exception as e:\n    print(type(e).__name__, e, sep=': ')\n",
                        **objects).rstrip("\n")


class Uses(Base):
    def test_attributes_methods_and_items(self):
        order = Order(7, ["tea", "jam"], Customer("Ada"))
        self.assertEqual(self.out(
            "print(order.number, order.customer.name, len(order), order[1], 'tea' in order)\n"
            "print([line.upper() for line in order], sorted(order), bool(order))\n"
            "order.note = 'fragile'\norder[0] = 'coffee'\norder.note += '!'\n"
            "print(order.note, order.cancel('late', loud=True))\n"
            "print(order.same(order), getattr(order, 'number'), getattr(order, 'no', 5))\n",
            order=ORDER(order)),
            "7 Ada 2 jam True\n['TEA', 'JAM'] ['jam', 'tea'] True\nfragile! 7 cancelled!\n"
            "True 7 5\n")
        self.assertEqual((order.note, order.lines, order.cancelled),
                         ("fragile!", ["coffee", "jam"], "late"))

    def test_it_is_an_object_like_others(self):
        self.assertEqual(self.out(
            "print(order, repr(order), type(order).__name__, order == order, order == other)\n"
            "print(isinstance(order, type(order)), isinstance(other, type(order)))\n"
            "print({order: 1}[order], order.customer is order.customer, callable(order))\n"
            "print(callable(order.cancel), order.cancel.__name__, order.cancel)\n"
            "print(f'{order.number:03}', '{0.number}'.format(order), 'number' in dir(order))\n",
            order=ORDER(Order(7, customer=Customer("Ada"))), other=ORDER(Order(8))),
            "<host object Order> <host object Order> Order True False\nTrue True\n"
            "1 True False\nTrue cancel <host method Order.cancel>\n007 7 True\n")

    def test_one_object_of_the_host_is_one_handle(self):
        order = Order(7, customer=Customer("Ada"))
        self.assertEqual(self.out("a = x.customer\nprint(a is x.customer, x is y)\n",
                                  x=ORDER(order), y=ORDER(order)), "True True\n")

    def test_as_argument_of_calls_and_from_host_functions(self):
        text = "def f(order, find):\n    return order.number + find"
        self.assertEqual(self.executor.call(text, "f", [ORDER(Order(7)), 3]).unwrap(), 10)
        orders = {1: Order(1), 2: Order(2)}
        given = []
        outcome = self.executor.run(
            "print([find(k).number for k in (1, 2)], take(find(2)), take([find(1)]))",
            functions={"find": lambda k: ORDER(orders[k]),
                       "take": lambda order: given.append(order)})
        self.assertEqual(outcome.stdout, "[1, 2] None None\n", outcome)
        self.assertEqual(given, [orders[2], [orders[1]]])

    def test_in_a_session_and_in_prepared_calls(self):
        order = Order(7, ["tea"])
        text = ("kept = []\ndef keep(x):\n    kept.append(x)\n    return len(kept)\n"
                "def use():\n    return [x.number for x in kept] + [order.number]\n"
                "def both(x):\n    return [x.number, order.number, x is order]\n")
        with self.executor.session(text, objects={"order": ORDER(order)}) as session:
            self.assertEqual(session.call("keep", [ORDER(Order(8))]).unwrap(), 1)
            self.assertEqual(session.call("keep", [ORDER(order)]).unwrap(), 2)
            self.assertEqual(session.call("use").unwrap(), [8, 7, 7])
        with self.executor.prepare(text, objects={"order": ORDER(order)}) as prepared:
            self.assertEqual(prepared.call("keep", [ORDER(Order(8))]).unwrap(), 1)
            self.assertEqual(prepared.call("use").unwrap(), [7])
            self.assertEqual(prepared.call("both", [ORDER(Order(9))]).unwrap(), [9, 7, False])
            self.assertEqual(prepared.call("both", [ORDER(order)]).unwrap(), [7, 7, True])
            self.assertEqual(prepared.call("both", [PLAIN(order)]).exception.type,
                             "AttributeError")

    def test_a_type_that_leads_to_itself(self):
        class Node:
            def __init__(self, value, after=None):
                self.value, self.after = value, after
        node = stockade.HostType(Node, attributes=["value", "after"], gives={"after": "Node"})
        node.gives("after", node)
        self.assertEqual(self.out(
            "total = 0\nwhile n is not None:\n    total += n.value\n    n = n.after\nprint(total)\n"
            .replace("while", "n = head\nwhile", 1), head=node(Node(1, Node(2, Node(3))))), "6\n")

    def test_calls_are_counted_and_their_time_is_not(self):
        outcome = self.executor.run("print(order.number, len(order), order.cancel())",
                                    objects={"order": ORDER(Order(1))})
        self.assertEqual(outcome.usage.host_calls, 3)
        with stockade.Executor("[limits]\nhost-calls = 10\n") as executor:
            outcome = executor.run("for i in range(11):\n    order.number\n",
                                   objects={"order": ORDER(Order(1))})
            self.assertEqual(outcome.verdict, "host_call_limit")

    def test_handles_are_let_go(self):
        class Source:
            def make(self):
                made = Customer("x")
                live.add(made)
                return made
        live = weakref.WeakSet()
        source = stockade.HostType(Source, methods=["make"], gives={"make": CUSTOMER})
        with stockade.Executor("[limits]\nhost-objects = 5\nhost-calls = 100_000\n") as executor:
            outcome = executor.run("for i in range(500):\n    source.make()\nprint(i)",
                                   objects={"source": source(Source())})
            self.assertEqual(outcome.stdout, "499\n", outcome)
            outcome = executor.run(
                "all = []\ntry:\n    while True: all.append(source.make())\n"
                "except RuntimeError as e: print(len(all), e)\n"
                "all.clear()\nall.append(source.make())\nprint(all)\n",
                objects={"source": source(Source())})
            self.assertEqual(outcome.stdout, "4 the run would hold more than 5 host objects\n"
                                             "[<host object Customer>]\n", outcome)
        gc.collect()
        self.assertEqual(len(live), 0)

    def test_from_many_threads(self):
        outcomes = []

        def one(number):
            outcomes.append(self.executor.run("print(sum(order[i] for i in range(20)))",
                                              objects={"order": ORDER(Order(1, [number] * 20))}))
        threads = [threading.Thread(target=one, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(o.stdout for o in outcomes), ["0\n", "20\n", "40\n", "60\n"])


class Refusals(Base):
    def setUp(self):
        self.order = ORDER(Order(7, ["tea"], Customer("Ada")))

    def refused(self, statement):
        return self.error(statement, order=self.order, plain=PLAIN(object()))

    def test_what_is_not_listed_is_not_there(self):
        for name in ["secret", "cancelled", "pay"]:
            self.assertEqual(self.refused(f"order.{name}"),
                             f"AttributeError: 'Order' object has no attribute '{name}'")
        self.assertEqual(self.refused("order.customer.secret"),
                         "AttributeError: 'Customer' object has no attribute 'secret'")
        self.assertEqual(self.refused("getattr(order, 'no' + 'ne')"),
                         "AttributeError: 'Order' object has no attribute 'none'")
        self.assertEqual(self.refused("len(plain)"),
                         "TypeError: object of type 'host.Plain' has no len()")
        self.assertEqual(self.refused("iter(plain)"), "TypeError: 'host.Plain' object is not iterable")
        self.assertEqual(self.refused("plain[0]"), "TypeError: 'host.Plain' object is not subscriptable")
        self.assertEqual(self.refused("plain()"), "TypeError: 'host.Plain' object is not callable")
        self.assertEqual(self.refused("order.cancel(1, 2)"),
                         "TypeError: cancel() takes 1 positional argument but 2 were given")

    def test_nothing_else_is_written(self):
        self.assertEqual(self.refused("order.number = 8"),
                         "AttributeError: attribute 'number' of a host's 'Order' object cannot be "
                         "written")
        self.assertEqual(self.refused("order.cancel = len"),
                         "AttributeError: attribute 'cancel' of a host's 'Order' object cannot be "
                         "written")
        self.assertEqual(self.refused("del order.note"),
                         "AttributeError: attribute 'note' of a host's 'Order' object cannot be "
                         "deleted")
        self.assertIn("TypeError", self.refused("del order[0]"))
        self.assertIn("TypeError", self.refused("plain[0] = 1"))
        self.assertIn("cannot be changed", self.refused("type(order).number = 1"))
        self.assertIn("cannot create 'host.Order' instances", self.refused("type(order)()"))
        self.assertIn("not an acceptable base type", self.refused("class C(type(order)): pass"))

    def test_answers_are_plain_or_declared(self):
        self.assertEqual(self.refused("order.module"),
                         "TypeError: a value of type \"module\" cannot cross into a run")
        self.assertEqual(self.refused("order.leak"),
                         "TypeError: a value of type \"builtin_function_or_method\" cannot cross "
                         "into a run")
        self.assertEqual(self.refused("order.handler()"),
                         "TypeError: a value of type \"method\" cannot cross into a run")
        undeclared = stockade.HostType("Loose", attributes=["customer"])

        class Loose:
            customer = CUSTOMER(Customer("Ada"))
        self.assertEqual(self.error("loose.customer", loose=undeclared(Loose())),
                         "TypeError: Loose.customer gave a host object that it does not declare")

    def test_errors_of_the_host(self):
        self.assertEqual(self.refused("order.refund()"), "PermissionError: not today [31m")
        self.assertEqual(self.refused("order[5]"), "IndexError: list index out of range")
        self.assertEqual(self.out(
            "try: order.refund()\nexcept PermissionError as e:\n"
            "    print(e.args, e.filename)\n", order=self.order),
            "('not today [31m',) None\n")
        outcome = self.executor.run("order.refund()", objects={"order": self.order})
        self.assertEqual([frame.function for frame in outcome.exception.traceback], ["<module>"])

    def test_it_does_not_leave_the_run(self):
        outcome = self.executor.call("def f(o): return [o]", "f", [self.order])
        self.assertEqual(outcome.verdict, "result_limit")
        self.assertIn("a value of type host.Order cannot leave the run", outcome.message or
                      outcome.exception.message)
        self.assertIn("cannot be copied", self.error("import copy; copy.copy(order)",
                                                     order=self.order))

    def test_a_host_object_that_calls_its_own_session(self):
        class Recursive:
            session = None

            def again(self):
                return self.session.call("f").message
        recursive = Recursive()
        kind = stockade.HostType(Recursive, methods=["again"])
        with self.executor.session("def f(): return host.again()",
                                   objects={"host": kind(recursive)}) as session:
            recursive.session = session
            self.assertIn("cannot call the session that it answers", session.call("f").unwrap())

            recursive.again = None

        class Other:
            def again(self):
                return executor.run("print(host.again(0))", objects={"host": inner}).stdout
        executor = self.executor
        inner = stockade.HostType("Inner", methods=["again"])(
            type("Inner", (), {"again": lambda self, x: x + 1})())
        self.assertEqual(self.out("print(host.again())",
                                  host=stockade.HostType(Other, methods=["again"])(Other())),
                         "1\n\n")

    def test_declarations_are_checked(self):
        for options, text in [
                ({"attributes": ["_x"]}, "the attribute '_x'"),
                ({"attributes": ["__class__"]}, "the attribute '__class__'"),
                ({"attributes": ["gi_frame"]}, "the attribute 'gi_frame'"),
                ({"methods": ["mro"]}, "the method 'mro'"),
                ({"methods": ["__reduce__(x)"]}, "the method '__reduce__'"),
                ({"methods": ["__len__(a)"]}, "'__len__' that does not take 0"),
                ({"attributes": ["a"], "methods": ["a()"]}, "two members named 'a'"),
                ({"methods": ["a b()"]}, "does not start with a name"),
                ({"gives": {"x": PLAIN}}, "no member")]:
            with self.assertRaises(stockade.UsageError) as caught:
                stockade.HostType("T", **options)
            self.assertIn(text, str(caught.exception))
        with self.assertRaises(stockade.UsageError):
            stockade.HostType(Order, methods=["fly"])
        with self.assertRaises(stockade.UsageError):
            self.executor.run("1", objects={"order": Order(1)})
        with self.assertRaises(stockade.UsageError):
            self.executor.call("def f(x): pass", "f", [Order(1)])

    def test_endless_items(self):
        class Endless:
            def __iter__(self):
                while True:
                    yield 0
        kind = stockade.HostType(Endless, methods=["__iter__"])
        self.assertEqual(self.error("list(x)", x=kind(Endless())),
                         "ValueError: more than 100000 items")


class UsesGuarded(Uses):
    guards = "all"


class RefusalsGuarded(Refusals):
    guards = "all"


del Base

if __name__ == "__main__":
    unittest.main()
