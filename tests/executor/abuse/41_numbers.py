# row: 41
# out: REACHED
# value: [{"$type":"float","value":"nan"},{"$type":"float","value":"-inf"},{"$type":"bytes","value":"AA=="},{"$type":"dict","value":[[1,2]]}]
say('REACHED')
def result():
    return [float('nan'), float('-inf'), b'\0', {1: 2}]
