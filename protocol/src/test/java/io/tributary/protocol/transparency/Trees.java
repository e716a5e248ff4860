package io.tributary.protocol.transparency;

import io.tributary.protocol.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Trees and proofs over them word for word as RFC 6962 section 2.1 defines them, to compare with. */
final class Trees {
    private Trees() {}

    /** As many leaves, each of its own number. */
    static List<Sha256> leaves(int count) {
        return IntStream.range(0, count).mapToObj(number -> MerkleProofs.leaf(new byte[] {(byte) number, 7})).toList();
    }

    /** MTH(D[n]). */
    static Sha256 root(List<Sha256> leaves) {
        if (leaves.isEmpty()) {
            return MerkleProofs.EMPTY;
        }
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return MerkleProofs.node(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    /** PATH(m, D[n]). */
    static List<Sha256> path(int m, List<Sha256> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        List<Sha256> left = leaves.subList(0, k);
        List<Sha256> right = leaves.subList(k, leaves.size());
        return m < k ? and(path(m, left), root(right)) : and(path(m - k, right), root(left));
    }

    /** PROOF(m, D[n]). */
    static List<Sha256> proof(int m, List<Sha256> leaves) {
        return m == 0 || m == leaves.size() ? List.of() : subproof(m, leaves, true);
    }

    private static List<Sha256> subproof(int m, List<Sha256> leaves, boolean whole) {
        if (m == leaves.size()) {
            return whole ? List.of() : List.of(root(leaves));
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        List<Sha256> left = leaves.subList(0, k);
        List<Sha256> right = leaves.subList(k, leaves.size());
        return m <= k ? and(subproof(m, left, whole), root(right)) : and(subproof(m - k, right, false), root(left));
    }

    private static List<Sha256> and(List<Sha256> proof, Sha256 last) {
        List<Sha256> longer = new ArrayList<>(proof);
        longer.add(last);
        return longer;
    }
}
