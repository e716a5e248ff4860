"""Makes the arrays of examples/configs/arrays.yaml of MNIST's four IDX files.

    python3 examples/mnist-arrays.py FOLDER OUT
"""
import gzip
import pathlib
import sys

FILES = {"x_train": "train-images-idx3-ubyte", "y_train": "train-labels-idx1-ubyte",
         "x_test": "t10k-images-idx3-ubyte", "y_test": "t10k-labels-idx1-ubyte"}


def idx(folder, name):
    """Shape and bytes of an IDX file, packed or not."""
    packed = folder / (name + ".gz")
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / name).read_bytes()
    sides = data[3]
    shape = tuple(int.from_bytes(data[4 + 4 * i:8 + 4 * i], "big") for i in range(sides))
    return shape, data[4 + 4 * sides:]


def npy(shape, data):
    """The same as numpy.save writes it: a header of 128 bytes, then the values."""
    header = f"{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode() + data


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: mnist-arrays.py FOLDER OUT")
    out = pathlib.Path(sys.argv[2])
    try:
        out.mkdir(parents=True, exist_ok=True)
        for array, file in FILES.items():
            (out / (array + ".npy")).write_bytes(npy(*idx(pathlib.Path(sys.argv[1]), file)))
    except OSError as wrong:
        sys.exit(f"mnist-arrays.py: {wrong}; FOLDER holds {', '.join(FILES.values())}, packed (.gz) or not")
