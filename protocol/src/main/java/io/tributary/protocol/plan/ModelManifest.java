package io.tributary.protocol.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.Versioned;
import io.tributary.protocol.parameters.ParameterLayout;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model version is: its chunks by hash and its place in the lineage; signed by the coordinator's key.
 *
 * @param v format version, 1
 * @param model registry name
 * @param version 0 for the initial model, then one more a committed round
 * @param origin where it comes from
 * @param content what it consists of
 * @param modelSignature its classes by name, and what its inputs mean: that of the run's plan
 * @param created epoch milliseconds
 * @param deltas the step from the parent, if the run's plan has steps written; null if not
 */
public record ModelManifest(int v, String model, int version, Origin origin, Content content,
        ModelSignature modelSignature, long created,
        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable ModelDeltas deltas)
        implements Versioned {
    /**
     * Where a version comes from.
     *
     * @param parent hex SHA-256 of the parent's signed manifest bytes; 64 zeros for version 0
     * @param run UUIDv7 of the run that made it
     * @param round the round that made it, 0 for the initial model
     * @param planHash hex SHA-256 of that run's plan
     * @param reports the updates that were summed; null for the initial model alone
     */
    public record Origin(String parent, String run, int round, String planHash,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSetter(nulls = Nulls.SET) @Nullable Reports reports) {
        /**
         * Checks the form of its arguments.
         *
         * @throws IllegalArgumentException if a field is out of range
         */
        public Origin {
            Sha256.requireHex("parent", parent);
            Ids.run(run);
            Fields.within("round", round, 0, RunPlan.MAX_ROUNDS);
            Sha256.requireHex("planHash", planHash);
            if ((reports == null) != (round == 0)) {
                throw new IllegalArgumentException("reports must be there for a round and only then; round " + round
                        + (reports == null ? " has none" : " has some"));
            }
        }

        /** Where a first version comes from. */
        public static Origin initial(String run, String planHash) {
            return new Origin(Sha256.ZERO.hex(), run, 0, planHash, null);
        }
    }

    /**
     * The reports of the updates that a version was made of.
     *
     * @param count their number, at least 1
     * @param merkleRoot hex Merkle tree hash (RFC 6962 section 2.1) over the SHA-256 of the payloads that devices signed, sorted by
     *     device id
     */
    public record Reports(int count, String merkleRoot) {
        /**
         * Checks its arguments.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public Reports {
            Fields.within("count", count, 1, Integer.MAX_VALUE);
            Sha256.requireHex("merkleRoot", merkleRoot);
        }

        /**
         * Of these signed reports.
         *
         * @param sorted by device id, at least one
         */
        public static Reports of(List<SignedDocument> sorted) {
            return new Reports(sorted.size(), tree(sorted).root().hex());
        }

        /** The tree over these signed reports, for proofs of single ones. */
        public static MerkleTree tree(List<SignedDocument> sorted) {
            return new MerkleTree(sorted.stream().map(report -> Sha256.parse(report.hash())).toList());
        }
    }

    /**
     * What a version consists of.
     *
     * @param layout the tensors
     * @param chunks hex SHA-256 of each encoded chunk, in order, as many as the layout has
     * @param merkleRoot hex Merkle tree hash over the chunk hashes (RFC 6962 section 2.1)
     * @param sha256 hex SHA-256 of the whole vector as little-endian float32: what I10 compares
     */
    public record Content(ParameterLayout layout, List<String> chunks, String merkleRoot, String sha256) {
        /**
         * Checks the form of its arguments.
         *
         * @throws IllegalArgumentException if a hash is none, or the chunks are not as many as the layout's
         */
        public Content {
            int count = layout.chunking().count();
            chunks = Fields.list("chunks", chunks, count, count);
            chunks.forEach(chunk -> Sha256.requireHex("chunks", chunk));
            Sha256.requireHex("merkleRoot", merkleRoot);
            Sha256.requireHex("sha256", sha256);
        }

        /** With the Merkle root of these chunks. */
        public static Content of(ParameterLayout layout, List<String> chunks, String sha256) {
            return new Content(layout, chunks, tree(chunks).root().hex(), sha256);
        }

        private static MerkleTree tree(List<String> chunks) {
            return new MerkleTree(chunks.stream().map(Sha256::parse).toList());
        }
    }

    /**
     * Checks the form of its arguments; {@link #checkConsistent} checks what the hashes say.
     *
     * @throws IllegalArgumentException if a field is out of range, the deltas are not as many as the layout's chunks, or the
     *         parent is not the one mark of a first version
     */
    public ModelManifest {
        Fields.version(v);
        Ids.model(model);
        Fields.within("version", version, 0, Integer.MAX_VALUE);
        checkParent(version, origin.parent());
        Fields.within("created", created, 0, Long.MAX_VALUE);
        checkDeltas(deltas, version, content.chunks().size());
    }

    /** A version of whole chunks alone. */
    public ModelManifest(int v, String model, int version, Origin origin, Content content,
            ModelSignature modelSignature, long created) {
        this(v, model, version, origin, content, modelSignature, created, null);
    }

    /** The tensors. */
    public ParameterLayout layout() {
        return content.layout();
    }

    /** Hex SHA-256 of each encoded chunk, in order. */
    public List<String> chunks() {
        return content.chunks();
    }

    /** Hex SHA-256 of the whole vector as little-endian float32. */
    public String sha256() {
        return content.sha256();
    }

    /** The step from the parent, if it was written. */
    public Optional<ModelDeltas> step() {
        return Optional.ofNullable(deltas);
    }

    /** The tree over the chunk hashes, for its root and for proofs of single chunks. */
    public MerkleTree tree() {
        return Content.tree(content.chunks());
    }

    /**
     * Passes if the Merkle root is that of the chunk hashes.
     *
     * @throws RejectedException HASH_MISMATCH if it is another
     */
    public void checkConsistent() throws RejectedException {
        String root = tree().root().hex();
        if (!root.equals(content.merkleRoot())) {
            throw new RejectedException(Reason.HASH_MISMATCH, "merkleRoot of " + model + " version " + version + " is "
                    + content.merkleRoot() + ", but its chunks have " + root);
        }
    }

    private static void checkDeltas(@Nullable ModelDeltas deltas, int version, int count) {
        if (deltas != null) {
            Fields.list("deltas.chunks", deltas.chunks(), count, count);
            if (version == 0) {
                throw new IllegalArgumentException("deltas must not be there for version 0, which has no parent");
            }
        }
    }

    private static void checkParent(int version, String parent) {
        boolean first = parent.equals(Sha256.ZERO.hex());
        if (first != (version == 0)) {
            throw new IllegalArgumentException(
                    "parent must be 64 zeros for version 0 and for no other; version " + version + " has " + parent);
        }
    }
}
