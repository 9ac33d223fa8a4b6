import io

env = {"PATH_INFO": "/a/./b//c", "SCRIPT_NAME": ""}
for _ in range(5):
    print(shift_path_info(env), env)
setup_testing_defaults(env)
print({k: v for k, v in sorted(env.items()) if isinstance(v, (str, bool, tuple))}, env["wsgi.input"].read())
print(guess_scheme({"HTTPS": "on"}), guess_scheme({}), is_hop_by_hop("Keep-Alive"), is_hop_by_hop("X-Own"))
print(list(FileWrapper(io.BytesIO(b"abcdefghij"), 4)))
