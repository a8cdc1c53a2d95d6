#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes the fuzz targets' small inputs, sound and broken, under corpus/; the same bytes each time."""

import gzip
import itertools
import pathlib
import struct
import zlib

CORPUS = pathlib.Path(__file__).resolve().parent / 'corpus'


def write(target, name, data):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


def part(data):
    return struct.pack('>H', len(data)) + data


# ---- IDX: the label file with its length, then the image file

def idx(dims, data, kind=8):
    return bytes([0, 0, kind, len(dims)]) + b''.join(struct.pack('>I', d) for d in dims) + data


def make_idx():
    labels = idx([4], bytes([0, 1, 2, 3]))
    images = idx([4, 2, 3], bytes(range(24)))
    packed = gzip.compress(images, mtime=0)
    inputs = {
        'plain': part(labels) + images,
        'packed': part(gzip.compress(labels, mtime=0)) + packed,
        'packed-images': part(labels) + packed,
        'short': part(labels) + images[:-5],
        'short-header': part(labels) + images[:11],
        'long': part(labels) + images + b'more',
        'cut-gzip': part(labels) + packed[:-9],
        'gzip-tail': part(labels) + packed + b'tail',
        'two-members': part(labels) + packed + packed,
        'too-many': part(labels) + idx([1 << 31, 28, 28], bytes(100)),
        'too-many-packed': part(labels) + gzip.compress(idx([800, 1024, 800], bytes(100)), mtime=0),
        'no-rows': part(labels) + idx([4, 0, 3], b''),
        'overflow': part(labels) + idx([0xffffffff, 0xffffffff, 0xffffffff], b''),
        'floats': part(labels) + idx([4, 2, 3], bytes(96), kind=0x0d),
        'label-11': part(idx([4], bytes([0, 1, 2, 11]))) + images,
        'counts-differ': part(idx([5], bytes(5))) + images,
        'html': part(b'<!DOCTYPE html><html>') + images,
        'empty': b'',
    }
    for name, data in inputs.items():
        write('idx', name, data)


# ---- CIFAR: choices, names, test batch, training batch

def records(n_label_bytes, labels):
    return b''.join(bytes([label // 5, label] if n_label_bytes == 2 else [label]) + bytes([label]) * 3072 for label in labels)


def make_cifar():
    names = b'cat\ndog\nship\n'
    inputs = {
        'ten': b'\0' + part(b'') + part(records(1, [9])) + records(1, [0, 1, 5]),
        'three': b'\4' + part(names) + part(records(1, [2])) + records(1, [0, 1, 2]),
        'three-label-3': b'\4' + part(names) + part(records(1, [3])) + records(1, [0, 1]),
        'no-names': b'\4' + part(b'\n') + part(b'') + records(1, [0]),
        'odd-names': b'\4' + part(b'\xff\xfe\0a\r\n\tb') + part(b'') + records(1, [0, 1]),
        'hundred': b'\1' + part(b'') + part(records(2, [99])) + records(2, [0, 50]),
        'coarse': b'\3' + part(b'') + part(records(2, [99])) + records(2, [0, 50]),
        'short': b'\0' + part(b'') + part(records(1, [9])[:-1]) + records(1, [0]),
        'pickle': b'\0' + part(b'') + part(records(1, [9])) + b'\x80\x02}q\x01',
        'empty': b'',
    }
    for name, data in inputs.items():
        write('cifar', name, data)


# ---- pictures

def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png(width, height, depth, color, raw, between=b'', interlace=0):
    header = struct.pack('>IIBBBBB', width, height, depth, color, 0, 0, interlace)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + between + chunk(b'IDAT', zlib.compress(raw, 9))
            + chunk(b'IEND', b''))


def rows(width, height, bits):
    """Filtered rows, each with another of the five filters, of bytes that count up."""
    count = itertools.count()
    size = (width * bits + 7) // 8
    return b''.join(bytes([y % 5]) + bytes(next(count) * 7 % 256 for _ in range(size)) for y in range(height))


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def interlaced_rows(width, height, bits):
    raw = b''
    for x, y, dx, dy in ADAM7:
        w, h = (width - x + dx - 1) // dx, (height - y + dy - 1) // dy
        raw += rows(w, h, bits) if w > 0 and h > 0 else b''
    return raw


def make_png():
    palette = chunk(b'PLTE', bytes(range(48)))
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
    for color, depths in {0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4], 4: [8, 16], 6: [8, 16]}.items():
        for depth in depths:
            bits = depth * samples[color]
            between = b''
            if color == 3:
                between = chunk(b'PLTE', bytes(range(3 << depth)))
            write('png', f'color-{color}-depth-{depth}.png', png(9, 7, depth, color, rows(9, 7, bits), between))
    write('png', 'interlaced.png', png(9, 7, 8, 2, interlaced_rows(9, 7, 24), interlace=1))
    write('png', 'transparent-palette.png', png(9, 7, 4, 3, rows(9, 7, 4), palette + chunk(b'tRNS', bytes([0, 128, 255]))))
    write('png', 'transparent-grey.png', png(9, 7, 8, 0, rows(9, 7, 8), chunk(b'tRNS', b'\0\7')))
    text = chunk(b'zTXt', b'Comment\0\0' + zlib.compress(bytes(2000))) + chunk(b'gAMA', struct.pack('>I', 45455)) + chunk(b'iCCP', b'x\0\0bad')
    whole = png(9, 7, 8, 6, rows(9, 7, 32), text)
    write('png', 'chunks.png', whole)
    write('png', 'short.png', whole[:-20])
    write('png', 'bad-crc.png', whole[:40] + b'\xff' + whole[41:])
    write('png', 'too-few-rows.png', png(9, 7, 8, 0, rows(9, 3, 8)))
    write('png', 'too-large.png', png(65535, 65535, 8, 6, b'\0'))
    write('png', 'greedy-text.png', whole[:33] + struct.pack('>I', 1 << 30) + b'iTXt' + whole[33:57])
    write('png', 'svg.png', b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    write('png', 'empty.png', b'')


# ---- ITU T.81 by hand: one grey 8 x 8 block whose coefficients are all zero

def segment(marker, data):
    return bytes([0xff, marker]) + struct.pack('>H', len(data) + 2) + data


def jpeg(frame, scans, width=8, height=8, n_components=1, before=b''):
    components = b''.join(bytes([c + 1, 0x11, 0]) for c in range(n_components))
    table = bytes([1] + [0] * 15 + [0])
    return (b'\xff\xd8' + before + segment(0xdb, b'\0' + b'\1' * 64)
            + segment(frame, struct.pack('>BHHB', 8, height, width, n_components) + components)
            + segment(0xc4, b'\0' + table) + segment(0xc4, b'\x10' + table) + scans + b'\xff\xd9')


def scan(first, last, data, n_components=1):
    selectors = b''.join(bytes([c + 1, 0]) for c in range(n_components))
    return segment(0xda, bytes([n_components]) + selectors + bytes([first, last, 0])) + data


def make_jpeg():
    orientation = (b'Exif\0\0MM\0*\0\0\0\x08\0\x01' + struct.pack('>HHIHH', 0x112, 3, 1, 6, 0) + bytes(4))
    baseline = jpeg(0xc0, scan(0, 63, b'\x3f'))
    inputs = {
        'baseline': baseline,
        'colour': jpeg(0xc0, scan(0, 63, b'\x03', 3), n_components=3),
        'turned': jpeg(0xc0, scan(0, 63, b'\x0f'), width=16, before=segment(0xe1, orientation)),
        'progressive': jpeg(0xc2, scan(0, 0, b'\x7f') + scan(1, 63, b'\x7f')),
        'short': baseline[:-3],
        'no-scan': jpeg(0xc0, b''),
        'too-large': jpeg(0xc0, scan(0, 63, b'\x3f'), width=65535, height=65535),
        'many-scans': jpeg(0xc2, scan(0, 0, b'\x7f') + scan(1, 63, b'\x7f') * 40),
    }
    for name, data in inputs.items():
        write('png', name + '.jpeg', data)


def make_gif():
    frame = b',\0\0\0\0\2\0\2\0\0\2\3\x44\x34\x05\0'
    head = b'GIF89a\2\0\2\0\x81\0\0' + bytes(range(12))
    inputs = {
        'still': head + frame + b';',
        'animated': head + b'!\xf9\4\1\n\0\1\0' + frame + b'!\xf9\4\0\n\0\0\0' + frame + b';',
        'short': head + frame[:-2],
        'outside': head + frame[:5] + b'\xff\xff\xff\xff' + frame[9:] + b';',
        'empty-frame': head + frame[:5] + b'\0\0\2\0' + frame[9:] + b';',
        'no-table': b'GIF87a\2\0\2\0\1\0\0' + frame + b';',
    }
    for name, data in inputs.items():
        write('png', name + '.gif', data)


# ---- arrays: the rank that is wanted, less one, then the file

def npy(header, data, version=1):
    text = header.encode()
    return b'\x93NUMPY' + bytes([version, 0]) + struct.pack('<H' if version == 1 else '<I', len(text)) + text + data


def make_npy():
    def header(descr='<f4', fortran=False, shape='(2, 3)'):
        return f"{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n"

    six = struct.pack('<6f', 1, 2, 3, 4, 5, 6)
    doubles = struct.pack('>6d', 1, 2, 3, 4, 5, 6)
    inputs = {
        'plain': b'\1' + npy(header(), six),
        'columns': b'\1' + npy(header(fortran=True), six, version=2),
        'doubles': b'\1' + npy(header('>f8'), doubles, version=3),
        'cube': b'\2' + npy(header(fortran=True, shape='(1, 2, 3)'), six),
        'vector': b'\0' + npy(header(shape='(6,)'), six),
        'empty-array': b'\1' + npy(header(shape='(0, 3)'), b''),
        'huge-empty': b'\2' + npy(header(fortran=True, shape='(9223372036854775808, 4, 0)'), b''),
        'overflow': b'\1' + npy(header(shape='(4294967296, 4294967296)'), six),
        'short': b'\1' + npy(header(), six[:-1]),
        'long-header': b'\1' + npy(' ' * 300, six)[:200],
        'not-finite': b'\1' + npy(header(), struct.pack('<6f', 1, 2, float('nan'), 4, 5, float('inf'))),
        'integers': b'\1' + npy(header('<i4'), six),
        'pickle': b'\1\x80\x02}q\x01',
        'empty': b'',
    }
    for name, data in inputs.items():
        write('npy', name, data)


# ---- tables of scores: what to do with them, then the text

def make_sheet():
    lecture = b'label,dog,cat,wolf\ndog,7.9,5.8,-1.9\r\n1,3.3,-0.8,6.5\nwolf,-1.1,3.4,2.5\ndog,2.3,1.5,4.4\n'
    inputs = {
        'lecture': b'\0' + lecture,
        'semicolons': b'\0\xef\xbb\xbflabel;a;"b;c"\r\n"b;c";1,5;-2\r\n',
        'tabs': b'\0label\ta\tb\rb\t1.5\t-2\r',
        'quotes': b'\0"label","a ""x""\n"," b"\n"a ""x""\n","1,5",2',
        'guarded': b"\0label,'=a,b\n'=a,1,2\n",
        'open-quote': b'\0label,"a\n0,1\n',
        'text-after-quote': b'\0label,"a"x\n',
        'no-image': b'\0label,a,b\n',
        'uneven': b'\0label,a,b\n0,1\n',
        'not-numbers': b'\0label,a,b\n0,nan,0x10\n',
        'minus': '\0label,a\n0,\u22121,5'.encode(),
        'not-utf-8': b'\0label,a\n0,\xff\n',
        'nul': b'\0label,a\n0,\0\n',
        'many-cells': b'\0label' + b',' * 3000,
        'empty': b'',
        'paste-tabs': b'\1' + b'1\t2,5\n3\t4\n',
        'paste-commas': b'\2' + b'1, 2\r\n3, 4',
        'paste-blanks': b'\5' + b' 1,5  2\n3 4 ',
        'paste-large': b'\1' + b'1\t' * 40,
        'paste-uneven': b'\1' + b'1\t2\n3',
        'paste-words': b'\1' + b'dog\tcat\n1\t2',
    }
    for name, data in inputs.items():
        write('sheet', name, data)


# ---- pictures with an experiment inside

def make_recipe():
    def itxt(data, keyword=b'Downhill-Experiment'):
        def chunk(kind, body):
            return struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))
        return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 1, 1, 8, 0, 0, 0, 0)) + chunk(b'iTXt', keyword + b'\0' + data)
                + chunk(b'IEND', b''))

    text = '[experiment]\nname=λ & <b> (1)\n'.encode()
    plain = itxt(b'\0\0\0\0' + text)
    svg = b'<svg xmlns:downhill="urn:downhill"><metadata><downhill:experiment>%s</downhill:experiment></metadata></svg>'
    inputs = {
        'plain.png': plain,
        'packed.png': itxt(b'\1\0en\0word\0' + zlib.compress(text, 9)),
        'bomb.png': itxt(b'\1\0\0\0' + zlib.compress(bytes(5 << 20), 9)),
        'cut-packed.png': itxt(b'\1\0\0\0' + zlib.compress(text, 9)[:-6]),
        'no-end.png': itxt(b'\0\0lang'),
        'no-method.png': itxt(b'\0'),
        'other.png': itxt(b'\0\0\0\0' + text, b'Comment'),
        'wrong-sum.png': plain[:66] + b'?' + plain[67:],
        'short.png': plain[:50],
        'long-chunk.png': plain[:33] + b'\xff\xff\xff\xf0' + plain[37:],
        'plain.svg': svg % b'a=&lt;&amp;&#955;',
        'cdata.svg': svg % b'<![CDATA[a<b]]>',
        'nested.svg': svg % b'a<b>c</b>d',
        'entity.svg': svg % b'&xxe;',
        'open.svg': (svg % b'a')[:80],
        'literal.pdf': b'%PDF-1.4\n/Keywords (Downhill-Experiment\\na=\\(1\\051(b)\\\n!\\7)',
        'hexadecimal.pdf': b'%PDF-1.4\n/Keywords <' + ('\ufeff' + 'Downhill-Experiment\nλ').encode('utf-16-be').hex().encode() + b'>',
        'odd.pdf': b'%PDF-1.4\n/Keywords <FEFF004>',
        'open.pdf': b'%PDF-1.4\n/Keywords (Downhill-Experiment\n((\\',
        'many.pdf': b'%PDF-1.4\n' + b'/Keywords (' * 50,
        'empty': b'',
    }
    for name, data in inputs.items():
        write('recipe', name, data)


# ---- experiments: the text as it is

def make_experiment():
    head = b'[Downhill]\nversion=1\n[Data]\ndataset=points:blobs\nhash=sha256:' + b'0' * 64 + b'\nlimit=9\ncoarse=1\nsize=32\n[Experiment]\n'
    start = b'[Start]\nmoving=0,1; 2,bias\ncount=19\nweights-0000000=' + b'AACAPwAA' * 12 + b'\nweights-0000018=AACAPw==\n'
    inputs = {
        'plain': head + b'features=hog:8:9+hue:18\nrate=0.1\nbatch=full\nseed=18446744073709551615\n[View]\nstep=7\npage=descent\n',
        'changes': head + b'[Change 5]\nrate=1e-3\n[Change 9]\nloss=hinge\nmargin=2\n[Change 7]\nrate=1\n[Change 0]\nrate=1\n',
        'start': head + start,
        'start-short': head + start[:-14],
        'start-damaged': head + start.replace(b'AACAPwAA', b'AACAPw*A', 1),
        'start-infinite': head + b'[Start]\ncount=1\nweights-0000000=AACAfw==\n',
        'start-claims': head + b'[Start]\ncount=18446744073709551615\nweights-0000000=AACAPw==\n',
        'numbers': head + b'rate=1e999\nlambda=nan\nmargin=0x10\nbeta=-1\nbatch=0\nepochs=1.5\nsteps=99999999999999999999\n',
        'escapes': head + b'[View]\nnote=\\s\\sa\\nb\\t\\\\\nbad=\\q\nend=\\\n',
        'nul': head + b'rate=0.1\0\nbatch=3\n',
        'not-utf-8': head + b'[View]\npage=\xff\n',
        'twice': head + b'rate=1\nrate=2\n[Data]\nlimit=7\n',
        'unknown': head + b'wings=2\n[Wings]\nn=2\n[Bro]ken\nx=1\n[]\ny=1\n',
        'no-pairs': head + b'rate\n=3\n[View\n',
        'newer': b'[Downhill]\nversion=7\ncolour=red\n',
        'bom-crlf': b'\xef\xbb\xbf' + head.replace(b'\n', b'\r\n'),
        'path': b'[Data]\ndataset=../cifar/./x\n',
        'other': b'[Desktop Entry]\nName=Downhill\n',
        'empty': b'',
    }
    for name, data in inputs.items():
        write('experiment', name, data)


if __name__ == '__main__':
    make_idx()
    make_cifar()
    make_png()
    make_jpeg()
    make_gif()
    make_npy()
    make_sheet()
    make_recipe()
    make_experiment()
