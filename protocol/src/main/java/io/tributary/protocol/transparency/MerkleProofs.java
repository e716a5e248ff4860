package io.tributary.protocol.transparency;

import io.tributary.protocol.Sha256;
import java.security.MessageDigest;
import java.util.List;

/**
 * Checks proofs over Merkle trees of RFC 6962 section 2.1: a leaf is SHA-256(0x00 | data), a node SHA-256(0x01 | left | right). Proofs are checked as
 * RFC 9162 says. A proof that is too long, too short or of another tree does not hold; nothing throws. Stateless.
 */
public final class MerkleProofs {
    /** The most hashes that a proof over any tree can have. */
    public static final int MOST_HASHES = 64;
    /** The root of a tree without leaves. */
    public static final Sha256 EMPTY = Sha256.of(new byte[0]);

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleProofs() {}

    /** The hash of a leaf of this data, of any length. */
    public static Sha256 leaf(byte[] data) {
        return hash(LEAF, data);
    }

    /** The hash of a node over two others. */
    public static Sha256 node(Sha256 left, Sha256 right) {
        return hash(NODE, left.bytes(), right.bytes());
    }

    private static Sha256 hash(byte kind, byte[]... parts) {
        MessageDigest digest = Sha256.algorithm();
        digest.update(kind);
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Sha256.finish(digest);
    }

    /**
     * Whether a leaf is at this place of the tree with this root (RFC 9162 section 2.1.3.2).
     *
     * @param leaf its hash, as {@link #leaf} makes it
     * @param index its place, from 0
     * @param size leaves of the tree
     * @param proof hashes from the leaf up
     */
    public static boolean includes(Sha256 root, Sha256 leaf, long index, long size, List<Sha256> proof) {
        if (index < 0 || index >= size) {
            return false;
        }
        Sha256 node = leaf;
        long place = index;
        long last = size - 1;
        for (Sha256 sibling : proof) {
            if (last == 0) {
                return false;
            }
            if (place % 2 == 1 || place == last) {
                node = node(sibling, node);
                int lone = place % 2 == 1 ? 0 : Long.numberOfTrailingZeros(place);
                place >>= lone;
                last >>= lone;
            } else {
                node = node(node, sibling);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && node.equals(root);
    }

    /**
     * Whether a larger tree begins with all leaves of a smaller one (RFC 9162 section 2.1.4.2). Every tree begins with the empty one, and trees of one
     * size are the same; their proofs are empty.
     *
     * @param before leaves of the smaller tree, at least 0
     * @param root root of the smaller tree
     * @param size leaves of the larger tree
     * @param newRoot root of the larger tree
     */
    public static boolean extend(long before, Sha256 root, long size, Sha256 newRoot, List<Sha256> proof) {
        if (before < 0 || size < before) {
            return false;
        }
        if (before == 0) {
            return proof.isEmpty() && root.equals(EMPTY);
        }
        if (before == size) {
            return proof.isEmpty() && root.equals(newRoot);
        }
        boolean whole = Long.bitCount(before) == 1; // a subtree of the larger one: its root begins the proof
        if (!whole && proof.isEmpty()) {
            return false;
        }
        Sha256 first = whole ? root : proof.get(0);
        return climb(before, size, first, proof.subList(whole ? 0 : 1, proof.size())).equals(new Roots(root, newRoot));
    }

    /** What a proof leads to; both none if it has another length than these trees need. */
    private record Roots(Sha256 smaller, Sha256 larger) {
        static final Roots NONE = new Roots(Sha256.ZERO, Sha256.ZERO);
    }

    private static Roots climb(long before, long size, Sha256 first, List<Sha256> proof) {
        int right = Long.numberOfTrailingZeros(before); // right children on the way up from the last leaf of the smaller tree
        long place = (before - 1) >> right;
        long last = (size - 1) >> right;
        Sha256 smaller = first;
        Sha256 larger = first;
        for (Sha256 sibling : proof) {
            if (last == 0) {
                return Roots.NONE;
            }
            if (place % 2 == 1 || place == last) {
                smaller = node(sibling, smaller);
                larger = node(sibling, larger);
                int lone = place % 2 == 1 ? 0 : Long.numberOfTrailingZeros(place);
                place >>= lone;
                last >>= lone;
            } else {
                larger = node(larger, sibling);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 ? new Roots(smaller, larger) : Roots.NONE;
    }
}
