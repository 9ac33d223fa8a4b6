"""Imported by shop_rules; no submission may."""

PRICES = {"tea": 2, "jam": 3}


def careful_field(item, name):
    return {"item": item.item, "count": item.count}[name]
