package io.tributary.coordinator.transparency;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.transparency.MerkleProofs;
import java.util.ArrayList;
import java.util.List;

/** Roots of and proofs over the trees that a log had and has (RFC 6962 section 2.1), made of hashes of complete subtrees. */
final class LogTree {
    private final Subtrees subtrees;

    /** Hashes of complete subtrees. */
    @FunctionalInterface
    interface Subtrees {
        /**
         * The hash over {@code 2^height} leaves.
         *
         * @param index how many such subtrees are before it
         */
        Sha256 hash(int height, long index);
    }

    LogTree(Subtrees subtrees) {
        this.subtrees = subtrees;
    }

    /** MTH(D[size]). */
    Sha256 root(long size) {
        return size == 0 ? MerkleProofs.EMPTY : range(0, size);
    }

    /** PATH(index, D[size]): hashes from the leaf up. */
    List<Sha256> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a leaf must be one of " + size + ", not number " + index);
        }
        List<Sha256> proof = new ArrayList<>();
        path(index, 0, size, proof);
        return List.copyOf(proof);
    }

    /** PROOF(before, D[size]); empty for trees of one size, and for the empty tree. */
    List<Sha256> consistency(long before, long size) {
        if (before < 0 || before > size) {
            throw new IllegalArgumentException("the smaller tree must have 0.." + size + " leaves, not " + before);
        }
        List<Sha256> proof = new ArrayList<>();
        if (before > 0 && before < size) {
            grown(before, 0, size, proof);
        }
        return List.copyOf(proof);
    }

    /** Over the leaves from..to; their subtree begins at a multiple of its width. */
    private Sha256 range(long from, long to) {
        long width = to - from;
        if (Long.bitCount(width) == 1) {
            int height = Long.numberOfTrailingZeros(width);
            return subtrees.hash(height, from >> height);
        }
        long split = from + Long.highestOneBit(width - 1);
        return MerkleProofs.node(range(from, split), range(split, to));
    }

    private void path(long index, long from, long to, List<Sha256> proof) {
        if (to - from == 1) {
            return;
        }
        long split = from + Long.highestOneBit(to - from - 1);
        if (index < split) {
            path(index, from, split, proof);
            proof.add(range(split, to));
        } else {
            path(index, split, to, proof);
            proof.add(range(from, split));
        }
    }

    /** SUBPROOF: {@code before} is within from+1..to. The root of the smaller tree itself is left out, since whoever checks knows it. */
    private void grown(long before, long from, long to, List<Sha256> proof) {
        if (before == to) {
            if (from != 0) {
                proof.add(range(from, to));
            }
            return;
        }
        long split = from + Long.highestOneBit(to - from - 1);
        if (before <= split) {
            grown(before, from, split, proof);
            proof.add(range(split, to));
        } else {
            grown(before, split, to, proof);
            proof.add(range(from, split));
        }
    }
}
