package io.tributary.client.fake;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.chunk.VectorDigest;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.InclusionProof;
import io.tributary.protocol.message.UpdateReport;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.update.UpdateCodec;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.identity.SigningKeys;
import io.tributary.secureagg.seal.RoundKeyPair;
import io.tributary.secureagg.seal.SealContext;
import io.tributary.secureagg.seal.SealedSizes;
import io.tributary.secureagg.seal.UpdateOpener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The documents of a federation: one run of one model of three chunks, with true keys and signatures. */
public final class World {
    public static final String RUN = "01900000-0000-7000-8000-000000000001";
    public static final String MODEL = "digits";
    public static final int VALUES = 2 * Chunking.CHUNK_VALUES + 5;
    public static final long SEED = 42;
    public static final ParameterLayout LAYOUT = layout("weights");
    public static final UpdateSpec UPDATE = new UpdateSpec(10, 20, 1000, 4);
    public static final SealedSizes SIZES = SealedSizes.of(UPDATE, LAYOUT.updateChunking());

    public final SigningKey owner = SigningKey.generate();
    public final SigningKey registrar = SigningKey.generate();
    /** What the coordinator signs with: one key for all, until a test gives it others. */
    public volatile SigningKeys signing = SigningKeys.single(registrar);
    public final SigningKey stranger = SigningKey.generate();
    public final RoundKeyPair roundKey = RoundKeyPair.generate();
    private final ParameterLayout layout;
    private volatile Optional<InclusionProof> inclusion = Optional.empty();
    private volatile Optional<RunPlan> plan = Optional.empty();
    private volatile byte[] network = new byte[0];
    private final RunPlan usual;
    private final List<SignedDocument> manifests = new ArrayList<>();
    private final Map<String, byte[]> chunks = new ConcurrentHashMap<>();

    public World() {
        this(LAYOUT);
    }

    public World(ParameterLayout layout) {
        this.layout = layout;
        this.usual = usualPlan();
    }

    public static ParameterLayout layout(String name) {
        return new ParameterLayout(List.of(new Parameter(name, Parameter.Role.TRAINABLE, List.of(VALUES))));
    }

    /** A vector whose last chunk alone depends on the version. */
    public static float[] vector(int version) {
        float[] vector = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            vector[i] = (i % 1000) / 1000f;
        }
        Arrays.fill(vector, 2 * Chunking.CHUNK_VALUES, VALUES, version + 0.5f);
        return vector;
    }

    /** Makes the owner sign another plan from now on. */
    public void sign(RunPlan other) {
        this.plan = Optional.of(other);
    }

    /** What devices get as the network that a plan names. */
    public void network(byte[] file) {
        this.network = file.clone();
    }

    byte[] network() {
        return network.clone();
    }

    public RunPlan plan() {
        return plan.orElse(usual);
    }

    private RunPlan usualPlan() {
        return RunPlan.builder().name("test").model(MODEL).spec(new ModelSpec("linear", List.of(2, 2, 1), 2, List.of()))
                .layout(layout).rounds(10).seed(SEED)
                .training(new TrainingSpec(1, 10, new OptimizerSpec.Sgd(0.1, 0), 1)).update(UPDATE)
                .round(new RoundSpec(1, 1, 1, 1, 1, 60, 60)).build();
    }

    public SignedDocument signedPlan() {
        return owner.sign(SignatureContext.RUN_PLAN, WireJson.write(plan()));
    }

    /** Makes the next version of these values, a child of the last one, and keeps its chunks. */
    public SignedDocument publish(float[] vector) {
        return publish(manifest(vector));
    }

    /** Signs a version, and keeps it as the newest. */
    public SignedDocument publish(ModelManifest content) {
        SignedDocument manifest = signing.sign(SignatureContext.MODEL_MANIFEST, WireJson.write(content));
        manifests.add(manifest);
        return manifest;
    }

    /** What {@link #publish} would sign. */
    public ModelManifest manifest(float[] vector) {
        int version = manifests.size();
        String parent = version == 0 ? Sha256.ZERO.hex() : manifests.get(version - 1).hash();
        List<String> hashes = encode(vector);
        return new ModelManifest(1, MODEL, version,
                new ModelManifest.Origin(parent, RUN, version, signedPlan().hash(),
                        version == 0 ? null : new ModelManifest.Reports(1, "cd".repeat(32))),
                ModelManifest.Content.of(layout, hashes, VectorDigest.of(vector).hex()),
                plan().modelSignature(), 1_000 + version);
    }

    private List<String> encode(float[] vector) {
        Chunking chunking = layout.chunking();
        List<String> hashes = new ArrayList<>();
        for (int chunk = 0; chunk < chunking.count(); chunk++) {
            hashes.add(keep(new ChunkCodec().encode(vector, chunking.offset(chunk), chunking.length(chunk))));
        }
        return hashes;
    }

    /** Keeps a chunk, or bytes that are none, and returns their hash. */
    public String keep(byte[] chunk) {
        String hash = Sha256.of(chunk).hex();
        chunks.put(hash, chunk);
        return hash;
    }

    /** Puts a signed manifest in the place of a version. */
    public void replace(int version, SignedDocument manifest) {
        manifests.set(version, manifest);
    }

    public SignedDocument manifest(int version) {
        return manifests.get(version);
    }

    /** Answers every device that asks whether its update is in a version. */
    public void prove(InclusionProof proof) {
        inclusion = Optional.of(proof);
    }

    InclusionProof inclusion() throws RejectedException {
        return inclusion.orElseThrow(() -> new RejectedException(Reason.NOT_FOUND, "no update of it is in there"));
    }

    /** A version of these values that was made of these reports. */
    public ModelManifest manifest(float[] vector, int round, ModelManifest.Reports reports) {
        ModelManifest usually = manifest(vector);
        return new ModelManifest(1, MODEL, usually.version(), new ModelManifest.Origin(usually.origin().parent(), RUN,
                round, usually.origin().planHash(), reports), usually.content(), usually.modelSignature(),
                usually.created());
    }

    /** What a published manifest says. */
    public ModelManifest content(int version) {
        try {
            return WireJson.readDocument(manifests.get(version).payload(), ModelManifest.class);
        } catch (RejectedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public int newest() {
        return manifests.size() - 1;
    }

    public byte[] chunk(String hash) {
        return chunks.get(hash);
    }

    /** An offer of a round that trains from a version. */
    public RoundOffer offer(int round, int version, long deadline) {
        return new RoundOffer(1, RUN, round, signedPlan().hash(), MODEL, version, manifests.get(version).hash(),
                Base64.getEncoder().encodeToString(roundKey.publicKey().raw()), deadline);
    }

    /** What a report's device signed, unchecked. */
    public static UpdateReport content(DeviceMessage.Report report) {
        try {
            return WireJson.readDocument(report.signed().payload(), UpdateReport.class);
        } catch (RejectedException none) {
            throw new IllegalStateException(none);
        }
    }

    /** The delta in an upload, if it was sealed for exactly this report. */
    public float[] open(DeviceMessage.Report message, byte[] sealed) {
        UpdateReport report = content(message);
        SealedSizes sizes = SealedSizes.of(plan());
        UpdateCodec codec = UpdateCodec.of(plan(), report.round());
        SealContext context = new SealContext(report.run(), report.round(), report.device(), signedPlan().hash(),
                message.modelVersion(), sizes.chunkCount());
        float[] delta = new float[layout.updateSize()];
        try {
            UpdateOpener opener = UpdateOpener.open(roundKey, context, Arrays.copyOf(sealed, sizes.headerBytes()));
            for (int chunk = 0; chunk < sizes.chunkCount(); chunk++) {
                int from = (int) sizes.chunkOffset(chunk);
                byte[] plain = opener.open(chunk, Arrays.copyOfRange(sealed, from, from + sizes.chunkBytes(chunk)));
                float[] values = new float[codec.chunking().length(chunk)];
                codec.verify(plain, chunk, new float[values.length], values);
                System.arraycopy(values, 0, delta, codec.chunking().offset(chunk), values.length);
            }
        } catch (RejectedException refused) {
            throw new IllegalStateException(refused);
        }
        return delta;
    }
}
