# row: 44
# case: threading.Thread(target=time.sleep, args=(60,)).start() -> RuntimeError
# case: threading.Thread(target=time.sleep, args=(60,), daemon=True).start() -> RuntimeError
