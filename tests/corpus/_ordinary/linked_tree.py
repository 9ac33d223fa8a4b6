# sets: default, education, restrictedpython
class Node:
    def __init__(self, val, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right
    def __repr__(self):
        return "Node(%r)" % self.val
class BST:
    def __init__(self, items=None):
        self.root = None
        self.size = 0
        for it in items or []:
            self.insert(it)
    def insert(self, v):
        self.size += 1
        if self.root is None:
            self.root = Node(v)
            return
        cur = self.root
        while True:
            side = 'left' if v < cur.val else 'right'
            nxt = cur.left if side == 'left' else cur.right
            if nxt is None:
                setattr(cur, side, Node(v))
                break
            cur = nxt
    def inorder(self):
        out, stack, cur = [], [], self.root
        while stack or cur:
            while cur:
                stack.append(cur)
                cur = cur.left
            cur = stack.pop()
            out.append(cur.val)
            cur = cur.right
        return out
    def height(self, n='root'):
        if n == 'root': n = self.root
        return 0 if n is None else 1 + max(self.height(n.left), self.height(n.right))
t = BST([5, 2, 8, 1, 9, 3])
t.size += 0
print(t.inorder(), t.height(), t.size, t.root.left)
class LinkedList:
    class Cell:
        def __init__(self, v, nxt): self.v, self.nxt = v, nxt
    def __init__(self): self.head = None
    def push(self, v): self.head = self.Cell(v, self.head)
    def reverse(self):
        prev, cur = None, self.head
        while cur: cur.nxt, prev, cur = prev, cur, cur.nxt
        self.head = prev
    def __iter__(self):
        c = self.head
        while c:
            yield c.v
            c = c.nxt
l = LinkedList()
for i in range(4): l.push(i)
print(list(l)); l.reverse(); print(*l, sep=" -> ")
