# sets: judge, education
# stdin: "4 5\n....#\n.##..\n...#.\n#....\n"
import sys
from collections import deque
input = sys.stdin.readline

def main():
    n, m = map(int, input().split())
    g = [list(input().rstrip('\n')) for _ in range(n)]
    dist = [[-1] * m for _ in range(n)]
    dist[0][0] = 0
    q = deque([(0, 0)])
    while q:
        x, y = q.popleft()
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            nx, ny = x + dx, y + dy
            if 0 <= nx < n and 0 <= ny < m and g[nx][ny] == '.' and dist[nx][ny] < 0:
                dist[nx][ny] = dist[x][y] + 1
                q.append((nx, ny))
    sys.stdout.write('\n'.join(' '.join(f'{v:2d}' for v in row) for row in dist) + '\n')
    print(dist[-1][-1], file=sys.stderr)

if __name__ == '__main__':
    main()
