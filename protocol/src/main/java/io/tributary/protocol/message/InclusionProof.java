package io.tributary.protocol.message;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.plan.MerkleTree;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.SignedDocument;
import java.util.List;

/**
 * That a device's update is in a model version: its place among the reports that the version was made of, and the hashes that lead from
 * it to their root (RFC 6962 section 2.1.1). Believed only after {@link #leadsTo}, with a manifest whose signature was checked.
 *
 * @param report what the device signed; the payload is an {@link UpdateReport}
 * @param index its place, sorted by device id, at least 0
 * @param proof hex SHA-256 of the subtrees beside its path, from the leaf up
 */
public record InclusionProof(SignedDocument report, int index, List<String> proof) implements WireMessage {
    private static final int MOST = 32;

    /**
     * Checks the form of its arguments.
     *
     * @throws IllegalArgumentException if one is not of its form
     */
    public InclusionProof {
        Fields.within("index", index, 0, Integer.MAX_VALUE);
        proof = Fields.list("proof", proof, 0, MOST);
        proof.forEach(hash -> Sha256.requireHex("proof", hash));
    }

    /** The proof of one of these reports, which are sorted by device id. */
    public static InclusionProof of(List<SignedDocument> sorted, int index) {
        return new InclusionProof(sorted.get(index), index,
                ModelManifest.Reports.tree(sorted).proof(index).stream().map(Sha256::hex).toList());
    }

    /** Whether the report is one of those that a version was made of. */
    public boolean leadsTo(ModelManifest.Reports reports) {
        return MerkleTree.verify(Sha256.parse(reports.merkleRoot()), Sha256.parse(report.hash()), index,
                reports.count(), proof.stream().map(Sha256::parse).toList());
    }
}
