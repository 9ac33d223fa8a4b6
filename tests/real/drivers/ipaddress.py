n = ip_network("192.0.2.0/28")
print(n, n.num_addresses, n.netmask, n.hostmask, n.broadcast_address, list(n.hosts())[:3])
print([str(s) for s in n.subnets(new_prefix=30)], n.supernet(), ip_address("192.0.2.5") in n)
a = ip_address("2001:db8::1")
print(a, a.exploded, a.packed, int(a), a + 5, a.is_global, a.reverse_pointer, repr(a))
print(list(summarize_address_range(ip_address("10.0.0.1"), ip_address("10.0.0.9"))))
print(list(collapse_addresses([ip_network("10.0.0.0/25"), ip_network("10.0.0.128/25")])))
print(ip_interface("10.1.2.3/8").network, sorted([ip_address("10.0.0.9"), ip_address("10.0.0.10")]))
print(ip_network("10.0.0.0/8").overlaps(ip_network("10.2.0.0/16")), ip_network("fe80::/10").is_link_local)
print(list(ip_network("10.0.0.0/30").address_exclude(ip_network("10.0.0.1/32"))))
for bad in ("300.1.1.1", "1.2.3", "10.0.0.1/8", ":::"):
    try:
        print(ip_network(bad))
    except ValueError as e:
        print(type(e).__name__, e)
