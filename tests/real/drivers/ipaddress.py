# leaves out: __reduce__ = _IPAddressBase.__reduce__
for text in ["192.168.1.7", "10.0.0.1", "127.0.0.1", "224.0.0.5", "8.8.8.8", "::1", "2001:db8::ff00:42:8329", "fe80::1", "::ffff:1.2.3.4", "2002:c000:204::"]:
    one = ip_address(text)
    print(repr(one), one.version, one.is_private, one.is_multicast, one.is_loopback, one.is_link_local, one.exploded, one.reverse_pointer, int(one))
print(ip_address("10.0.0.1") + 300, ip_address("10.0.0.9") < ip_address("10.0.1.0"), sorted([ip_address("9.0.0.2"), ip_address("9.0.0.1")]))
net = ip_network("192.168.0.0/29")
print(net.num_addresses, net.netmask, net.hostmask, list(net.hosts()), net.broadcast_address, ip_address("192.168.0.3") in net)
print(list(net.subnets(prefixlen_diff=2)), net.supernet(new_prefix=23), list(net.address_exclude(ip_network("192.168.0.4/31"))))
print([str(n) for n in summarize_address_range(ip_address("10.0.0.1"), ip_address("10.0.0.9"))])
print([str(n) for n in collapse_addresses([ip_network("10.0.0.0/25"), ip_network("10.0.0.128/25"), ip_network("10.0.2.0/24")])])
print(ip_network("2001:db8::/125").compressed, list(ip_network("2001:db8::/126").hosts())[:3], ip_network("10.1.2.3/8", strict=False))
face = ip_interface("10.1.2.3/255.255.0.0")
print(repr(face), face.network, face.ip, face.with_netmask, face.with_hostmask, ip_interface("2001:db8::5/64").network)
print(v4_int_to_packed(3232235777), v6_int_to_packed(1), f"{ip_address('1.2.3.4'):#b}", f"{ip_address('1.2.3.4'):n}", f"{ip_address('::5'):_X}")
print(get_mixed_type_key(ip_address("1.1.1.1")), net.overlaps(ip_network("192.168.0.4/30")), net.subnet_of(ip_network("192.168.0.0/16")))
for bad in ["1.2.3", "1.2.3.256", "1.2.3.04", "::1::", "12345::", "1.2.3.4/33", "x", "::%"]:
    for make in (ip_address, ip_network, ip_interface):
        try:
            print(make(bad))
        except ValueError as error:
            print(type(error).__name__, error)
