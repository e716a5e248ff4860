package io.tributary.protocol.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Sha256;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    /** The leaves and roots that implementations of Certificate Transparency test with. */
    private static final List<byte[]> LEAVES = Stream.of("", "00", "10", "2021", "3031", "40414243",
            "5051525354555657", "606162636465666768696a6b6c6d6e6f").map(HexFormat.of()::parseHex).toList();
    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void theRootsOfTheKnownLeavesComeOut() {
        for (int count = 1; count <= LEAVES.size(); count++) {
            assertEquals(ROOTS.get(count - 1), MerkleTree.over(LEAVES.subList(0, count)).root().hex());
        }
    }

    @Test
    void everyLeafOfEveryTreeIsProved() {
        for (int count = 1; count <= 70; count++) {
            MerkleTree tree = new MerkleTree(hashes(count));
            for (int leaf = 0; leaf < count; leaf++) {
                assertTrue(MerkleTree.verify(tree.root(), hash(leaf), leaf, count, tree.proof(leaf)),
                        leaf + " of " + count);
            }
        }
    }

    @Test
    void aProofHoldsForNoOtherLeafPlaceCountOrRoot() {
        for (int count = 1; count <= 20; count++) {
            MerkleTree tree = new MerkleTree(hashes(count));
            for (int leaf = 0; leaf < count; leaf++) {
                List<Sha256> proof = tree.proof(leaf);
                assertFalse(MerkleTree.verify(tree.root(), hash(count), leaf, count, proof));
                assertFalse(MerkleTree.verify(hash(0), hash(leaf), leaf, count, proof));
                for (int other = -1; other <= count; other++) {
                    assertEquals(other == leaf, MerkleTree.verify(tree.root(), hash(leaf), other, count, proof));
                }
            }
        }
    }

    @Test
    void aProofThatIsShortenedLengthenedOrAlteredDoesNotHold() {
        MerkleTree tree = new MerkleTree(hashes(11));
        List<Sha256> proof = tree.proof(6);
        assertFalse(MerkleTree.verify(tree.root(), hash(6), 6, 11, proof.subList(0, proof.size() - 1)));
        assertFalse(MerkleTree.verify(tree.root(), hash(6), 6, 11, List.of()));
        List<Sha256> longer = new ArrayList<>(proof);
        longer.add(Sha256.ZERO);
        assertFalse(MerkleTree.verify(tree.root(), hash(6), 6, 11, longer));
        for (int step = 0; step < proof.size(); step++) {
            List<Sha256> altered = new ArrayList<>(proof);
            altered.set(step, Sha256.ZERO);
            assertFalse(MerkleTree.verify(tree.root(), hash(6), 6, 11, altered));
        }
    }

    @Test
    void anEmptyTreeAndALeafOutsideItAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MerkleTree(List.of()));
        assertThrows(IndexOutOfBoundsException.class, () -> new MerkleTree(hashes(3)).proof(3));
    }

    private static List<Sha256> hashes(int count) {
        return IntStream.range(0, count).mapToObj(MerkleTreeTest::hash).toList();
    }

    private static Sha256 hash(int leaf) {
        return Sha256.of(new byte[] {(byte) leaf, (byte) (leaf >> 8)});
    }
}
