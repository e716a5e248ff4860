package io.tributary.protocol.plan;

import io.tributary.protocol.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The Merkle tree over the chunk hashes of a model version, after RFC 6962 section 2.1: a leaf is SHA-256(0x00 | hash), a
 * node SHA-256(0x01 | left | right), and the left part of n leaves holds the largest power of two below n. Immutable.
 */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

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
        leaves = data.map(datum -> node(LEAF, datum)).toList();
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
        if (leaf < 0 || leaf >= count) {
            return false;
        }
        Sha256 node = node(LEAF, hash.bytes());
        int place = leaf;
        int last = count - 1;
        for (Sha256 sibling : proof) {
            if (last == 0) {
                return false;
            }
            if (place % 2 == 1 || place == last) {
                node = node(NODE, sibling.bytes(), node.bytes());
                int lone = place % 2 == 1 ? 0 : Integer.numberOfTrailingZeros(place);
                place >>= lone;
                last >>= lone;
            } else {
                node = node(NODE, node.bytes(), sibling.bytes());
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && node.equals(root);
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
        return node(NODE, root(leaves.subList(0, split)).bytes(),
                root(leaves.subList(split, leaves.size())).bytes());
    }

    /** The largest power of two below the count. */
    private static int split(int count) {
        return Integer.highestOneBit(count - 1);
    }

    private static Sha256 node(byte kind, byte[]... parts) {
        MessageDigest digest = Sha256.algorithm();
        digest.update(kind);
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Sha256.finish(digest);
    }
}
