package io.tributary.coordinator.transparency;

import io.tributary.protocol.Sha256;

/** Hashes of complete subtrees, out of the tiles that have them or what is below them. */
final class TileHashes implements LogTree.Subtrees {
    private static final int HEIGHT = 8;
    private final Tiles tiles;

    TileHashes(Tiles tiles) {
        this.tiles = tiles;
    }

    /** All hashes below are in one tile: a subtree begins at a multiple of its width, and a tile is wider than what it is asked for. */
    @Override
    public Sha256 hash(int height, long index) {
        int count = 1 << (height % HEIGHT);
        long first = index * count;
        int from = (int) (first % TilePath.FULL);
        byte[] hashes = tiles.read(new TilePath(height / HEIGHT, first / TilePath.FULL, from + count));
        return Tiles.fold(hashes, from, count);
    }
}
