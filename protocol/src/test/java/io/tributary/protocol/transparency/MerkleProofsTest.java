package io.tributary.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Sha256;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleProofsTest {
    private static final int MOST = 40;
    private static final List<Sha256> LEAVES = Trees.leaves(MOST);

    private static List<Sha256> first(int count) {
        return LEAVES.subList(0, count);
    }

    @Test
    void everyPathOfTheRfcLeadsToTheRootAndToNoOtherPlace() {
        for (int size = 1; size <= MOST; size++) {
            for (int index = 0; index < size; index++) {
                List<Sha256> path = Trees.path(index, first(size));
                Sha256 root = Trees.root(first(size));
                for (int other = -1; other <= size; other++) {
                    assertEquals(other == index, MerkleProofs.includes(root, LEAVES.get(index), other, size, path));
                }
                assertFalse(MerkleProofs.includes(root, Sha256.ZERO, index, size, path));
            }
        }
    }

    @Test
    void everyProofOfTheRfcShowsThatALogGrew() {
        for (int size = 0; size <= MOST; size++) {
            for (int before = 0; before <= size; before++) {
                assertTrue(extend(before, size, Trees.proof(before, first(size))), before + " in " + size);
            }
        }
    }

    /** That a root is one of so many leaves is what the signed checkpoint says; a proof alone does not tell a leaf from a subtree. */
    @Test
    void aProofShowsNothingOfOtherTrees() {
        for (int size = 1; size <= 20; size++) {
            for (int before = 1; before <= size; before++) {
                List<Sha256> proof = Trees.proof(before, first(size));
                Sha256 root = Trees.root(first(before));
                Sha256 newRoot = Trees.root(first(size));
                assertFalse(MerkleProofs.extend(before, Sha256.ZERO, size, newRoot, proof));
                assertFalse(MerkleProofs.extend(before, root, size, Sha256.ZERO, proof));
                for (int other = 0; other <= MOST; other++) {
                    assertEquals(other == before, MerkleProofs.extend(other, root, size, newRoot, proof),
                            other + " for " + before);
                }
            }
        }
    }

    @Test
    void aProofThatIsAlteredShortenedOrLengthenedShowsNothing() {
        for (int before = 0; before <= 13; before++) {
            List<Sha256> proof = Trees.proof(before, first(13));
            List<Sha256> longer = new ArrayList<>(proof);
            longer.add(LEAVES.get(0));
            assertFalse(extend(before, 13, longer));
            for (int step = 0; step < proof.size(); step++) {
                List<Sha256> altered = new ArrayList<>(proof);
                altered.set(step, Sha256.ZERO);
                assertFalse(extend(before, 13, altered));
                assertFalse(extend(before, 13, proof.subList(0, step)));
            }
        }
    }

    @Test
    void nothingExtendsAForkOrASmallerTree() {
        List<Sha256> fork = new ArrayList<>(first(9));
        fork.set(3, Sha256.ZERO);
        assertFalse(MerkleProofs.extend(5, Trees.root(first(5)), 9, Trees.root(fork), Trees.proof(5, fork)));
        assertFalse(MerkleProofs.extend(9, Trees.root(first(9)), 5, Trees.root(first(5)), Trees.proof(5, first(9))));
        assertFalse(MerkleProofs.extend(-1, Trees.root(first(5)), 5, Trees.root(first(5)), List.of()));
        assertFalse(MerkleProofs.extend(0, Sha256.ZERO, 5, Trees.root(first(5)), List.of()));
    }

    private static boolean extend(int before, int size, List<Sha256> proof) {
        return MerkleProofs.extend(before, Trees.root(first(before)), size, Trees.root(first(size)), proof);
    }

    /** As implementations of Certificate Transparency have them. */
    @Test
    void theHashesOfAnEmptyTreeAndOfAnEmptyLeafAreThoseOfOthers() {
        assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", MerkleProofs.EMPTY.hex());
        assertEquals("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                MerkleProofs.leaf(new byte[0]).hex());
        Sha256 left = MerkleProofs.leaf(new byte[0]);
        assertEquals("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                MerkleProofs.node(left, MerkleProofs.leaf(HexFormat.of().parseHex("00"))).hex());
    }
}
