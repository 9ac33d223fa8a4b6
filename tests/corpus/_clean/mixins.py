class Reporter:
    def report(self):
        return ", ".join(f"{k}={v}" for k, v in sorted(self.fields().items()))


class Comparable:
    def __lt__(self, other):
        return self.key() < other.key()

    def __le__(self, other):
        return not other < self

    def __eq__(self, other):
        return self.key() == other.key()

    def __ne__(self, other):
        return not self == other


class Person(Reporter, Comparable):
    def __init__(self, name, age):
        self.name, self.age = name, age

    def key(self):
        return self.age, self.name

    def fields(self):
        return {"name": self.name, "age": self.age}


class Employee(Person):
    def __init__(self, name, age, *, salary=0):
        super().__init__(name, age)
        self.salary = salary

    def fields(self):
        return {**super().fields(), "salary": self.salary}


people = [Employee("Zoe", 30, salary=5), Person("Al", 25), Person("Bo", 25)]
print([p.name for p in sorted(people)], people[0].report(), people[1] <= people[2])
print(isinstance(people[0], Reporter), issubclass(Employee, Comparable), people[0].__class__.__name__)
