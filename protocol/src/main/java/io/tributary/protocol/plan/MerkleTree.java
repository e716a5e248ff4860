package io.tributary.protocol.plan;

import io.tributary.protocol.Sha256;
import io.tributary.protocol.transparency.MerkleProofs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The Merkle tree over the chunk hashes of a model version, after RFC 6962 section 2.1: a leaf is SHA-256(0x00 | hash), a
 * node SHA-256(0x01 | left | right), and the left part of n leaves holds the largest power of two below n. Immutable.
 */
public final class MerkleTree {
    private final List<Sha256> leaves;

    /**
     * A tree over these hashes, in order.
     *
     * @throws IllegalArgumentException if there are none
     */
    public MerkleTree(List<Sha256> hashes) {
        this(hashes.stream().map(Sha256::bytes));
    }

    private MerkleTree(Stream<byte[]> data) {
        leaves = data.map(MerkleProofs::leaf).toList();
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a Merkle tree has at least 1 leaf");
        }
    }

    /** A tree over data of any length, as the RFC has it. */
    static MerkleTree over(List<byte[]> data) {
        return new MerkleTree(data.stream());
    }

    /** The tree hash. */
    public Sha256 root() {
        return root(leaves);
    }

    /**
     * The inclusion proof of a leaf: the hashes of the subtrees beside its path, from the leaf up (RFC 6962 section 2.1.1).
     *
     * @throws IndexOutOfBoundsException if there is no such leaf
     */
    public List<Sha256> proof(int leaf) {
        Objects.checkIndex(leaf, leaves.size());
        List<Sha256> proof = new ArrayList<>();
        collect(leaves, leaf, proof);
        return List.copyOf(proof);
    }

    /**
     * Whether a proof leads from a hash at a place of a tree of {@code count} leaves to the root (RFC 9162 section 2.1.3.2).
     * A proof of the wrong length does not.
     */
    public static boolean verify(Sha256 root, Sha256 hash, int leaf, int count, List<Sha256> proof) {
        return MerkleProofs.includes(root, MerkleProofs.leaf(hash.bytes()), leaf, count, proof);
    }

    private static void collect(List<Sha256> leaves, int leaf, List<Sha256> proof) {
        if (leaves.size() == 1) {
            return;
        }
        int split = split(leaves.size());
        List<Sha256> left = leaves.subList(0, split);
        List<Sha256> right = leaves.subList(split, leaves.size());
        if (leaf < split) {
            collect(left, leaf, proof);
            proof.add(root(right));
        } else {
            collect(right, leaf - split, proof);
            proof.add(root(left));
        }
    }

    private static Sha256 root(List<Sha256> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int split = split(leaves.size());
        return MerkleProofs.node(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }

    /** The largest power of two below the count. */
    private static int split(int count) {
        return Integer.highestOneBit(count - 1);
    }
}
