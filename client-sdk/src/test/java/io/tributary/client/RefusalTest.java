package io.tributary.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.event.Phase;
import io.tributary.client.fake.Tamper;
import io.tributary.client.fake.Trial;
import io.tributary.client.fake.World;
import io.tributary.protocol.Reason;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.plan.MerkleTree;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.SignedDocument;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a device cannot verify it neither trains on nor answers with an update. */
final class RefusalTest extends TrialTest {
    private static final String PLAN = "GET /v1/runs/";
    private static final String MANIFEST = "GET /v1/models/" + World.MODEL + "/versions/0";
    private static final String CHUNK = "GET /v1/models/" + World.MODEL + "/chunks/";
    private static final String OTHER_HASH = "ab".repeat(32);

    /** Something wrong with a round from version 0, and what the device says to it. */
    record Wrong(String what, Phase phase, Reason reason, Consumer<Trial> prepare) {
        @Override
        public String toString() {
            return what + " is refused as " + reason.code();
        }
    }

    static Stream<Wrong> wrongs() {
        return Stream.of(offers(), plans(), manifests(), chunks(), keys()).flatMap(List::stream);
    }

    private static List<Wrong> offers() {
        return List.of(
                new Wrong("an unsigned offer", Phase.CHECK_IN, Reason.UNSIGNED, signed(Tamper::unsigned)),
                new Wrong("an altered offer", Phase.CHECK_IN, Reason.BAD_SIGNATURE, signed(Tamper::altered)),
                new Wrong("an offer of the owner's key", Phase.CHECK_IN, Reason.WRONG_SIGNER, trial -> trial.coordinator
                        .next(Tamper.assignment(
                                trial.world.owner.sign(SignatureContext.ROUND_OFFER, WireJson.write(offer(trial)))))),
                new Wrong("an offer that is a plan", Phase.CHECK_IN, Reason.MALFORMED, trial -> trial.coordinator
                        .next(Tamper.assignment(trial.world.registrar.sign(SignatureContext.ROUND_OFFER,
                                WireJson.write(trial.world.plan()))))),
                new Wrong("an offer that was signed as something else", Phase.CHECK_IN, Reason.BAD_SIGNATURE,
                        trial -> trial.coordinator.next(Tamper.assignment(trial.world.registrar
                                .sign(SignatureContext.MODEL_MANIFEST, WireJson.write(offer(trial)))))),
                new Wrong("an offer whose deadline has passed", Phase.FETCH, Reason.LATE,
                        trial -> trial.coordinator.offer(1, 0, trial.time.instant().toEpochMilli())),
                new Wrong("an offer for a round that the plan has not", Phase.FETCH, Reason.WRONG_PLAN,
                        trial -> trial.coordinator.offer(11, 0, trial.deadline())),
                new Wrong("an offer of another model than the plan's", Phase.FETCH, Reason.WRONG_PLAN,
                        changed((world, offer) -> Tamper.withModel(offer, "letters"))));
    }

    private static List<Wrong> plans() {
        return List.of(
                new Wrong("an unsigned plan", Phase.FETCH, Reason.UNSIGNED, answer(PLAN, Tamper::unsigned)),
                new Wrong("an altered plan", Phase.FETCH, Reason.BAD_SIGNATURE, answer(PLAN, Tamper::altered)),
                new Wrong("a plan of the coordinator's key", Phase.FETCH, Reason.WRONG_SIGNER, trial -> answer(PLAN,
                        plan -> trial.world.registrar.sign(SignatureContext.RUN_PLAN, plan.payload())).accept(trial)),
                new Wrong("a plan that is not the offer's", Phase.FETCH, Reason.WRONG_PLAN,
                        changed((world, offer) -> Tamper.withPlan(offer, OTHER_HASH))));
    }

    private static List<Wrong> manifests() {
        return List.of(
                new Wrong("an unsigned manifest", Phase.FETCH, Reason.UNSIGNED, answer(MANIFEST, Tamper::unsigned)),
                new Wrong("an altered manifest", Phase.FETCH, Reason.BAD_SIGNATURE, answer(MANIFEST, Tamper::altered)),
                new Wrong("a manifest of a stranger's key", Phase.FETCH, Reason.WRONG_SIGNER, trial -> answer(MANIFEST,
                        manifest -> trial.world.stranger.sign(SignatureContext.MODEL_MANIFEST, manifest.payload()))
                        .accept(trial)),
                new Wrong("a manifest that is not the offer's", Phase.FETCH, Reason.HASH_MISMATCH, trial -> {
                    RoundOffer offer = offer(trial);
                    republish(trial, Tamper.withSha256(trial.world.content(0), OTHER_HASH));
                    trial.coordinator.next(Tamper.assignment(
                            trial.world.registrar.sign(SignatureContext.ROUND_OFFER, WireJson.write(offer))));
                }),
                new Wrong("a manifest of another version", Phase.FETCH, Reason.WRONG_MODEL_VERSION,
                        changed((world, offer) -> {
                            world.publish(World.vector(1));
                            world.replace(1, world.manifest(0));
                            return Tamper.withVersion(offer, 1, world.manifest(0).hash());
                        })),
                new Wrong("a manifest of another layout", Phase.FETCH, Reason.WRONG_SHAPE,
                        republished(manifest -> Tamper.withLayout(manifest, World.layout("other")))),
                new Wrong("a manifest of other classes", Phase.FETCH, Reason.WRONG_PLAN,
                        republished(manifest -> Tamper.withSignature(manifest,
                                new ModelSignature(List.of("1", "0"), manifest.modelSignature().inputs())))),
                new Wrong("a manifest with another Merkle root", Phase.FETCH, Reason.HASH_MISMATCH,
                        republished(manifest -> Tamper.withChunks(manifest, manifest.chunks(), OTHER_HASH))));
    }

    private static List<Wrong> chunks() {
        return List.of(
                new Wrong("a chunk with a flipped bit", Phase.FETCH, Reason.HASH_MISMATCH, trial -> {
                    trial.coordinator.offer(1, 0, trial.deadline());
                    trial.coordinator.alter(CHUNK, Tamper::flipped);
                }),
                new Wrong("a chunk in another one's place", Phase.FETCH, Reason.HASH_MISMATCH, trial -> {
                    trial.coordinator.offer(1, 0, trial.deadline());
                    byte[] first = trial.world.chunk(trial.world.content(0).chunks().get(0));
                    trial.coordinator.alter(CHUNK, body -> first);
                }),
                new Wrong("a chunk that is none though its hash is right", Phase.FETCH, Reason.MALFORMED_CHUNK,
                        trial -> replaceFirstChunk(trial, new byte[ChunkCodec.encodedLength(Chunking.CHUNK_VALUES)])),
                new Wrong("a chunk of another length though its hash is right", Phase.FETCH, Reason.WRONG_LENGTH,
                        trial -> replaceFirstChunk(trial, new byte[1000])));
    }

    private static List<Wrong> keys() {
        return List.of(new Wrong("a round key that anybody can open", Phase.SEAL, Reason.INVALID_FIELD,
                changed((world, offer) -> Tamper.withKey(offer, Base64.getEncoder().encodeToString(new byte[32])))));
    }

    private static RoundOffer offer(Trial trial) {
        return trial.world.offer(1, 0, trial.deadline());
    }

    private static Consumer<Trial> signed(UnaryOperator<SignedDocument> change) {
        return trial -> trial.coordinator.next(Tamper.assignment(
                change.apply(trial.world.registrar.sign(SignatureContext.ROUND_OFFER, WireJson.write(offer(trial))))));
    }

    private static Consumer<Trial> changed(BiFunction<World, RoundOffer, RoundOffer> change) {
        return trial -> trial.coordinator.next(Tamper.assignment(
                trial.world.registrar.sign(SignatureContext.ROUND_OFFER,
                        WireJson.write(change.apply(trial.world, offer(trial))))));
    }

    private static Consumer<Trial> answer(String call, UnaryOperator<SignedDocument> change) {
        return trial -> {
            trial.coordinator.offer(1, 0, trial.deadline());
            trial.coordinator.alter(call, Tamper.envelope(change));
        };
    }

    private static Consumer<Trial> republished(UnaryOperator<ModelManifest> change) {
        return trial -> {
            republish(trial, change.apply(trial.world.content(0)));
            trial.coordinator.offer(1, 0, trial.deadline());
        };
    }

    private static void republish(Trial trial, ModelManifest manifest) {
        trial.world.replace(0, trial.world.registrar.sign(SignatureContext.MODEL_MANIFEST, WireJson.write(manifest)));
    }

    private static void replaceFirstChunk(Trial trial, byte[] chunk) {
        ModelManifest manifest = trial.world.content(0);
        List<String> chunks = new ArrayList<>(manifest.chunks());
        chunks.set(0, trial.world.keep(chunk));
        String root = new MerkleTree(chunks.stream().map(Sha256::parse).toList()).root().hex();
        republish(trial, Tamper.withChunks(manifest, chunks, root));
        trial.coordinator.offer(1, 0, trial.deadline());
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void isNeitherTrainedOnNorAnsweredWithAnUpdate(Wrong wrong) throws Exception {
        wrong.prepare().accept(trial);
        runUntilIdle(builder());
        assertEquals(List.of(wrong.phase()), trial.events.failed());
        assertEquals(List.of(wrong.reason()), trial.events.reasons());
        assertEquals(List.of(), trial.coordinator.calls("PUT"));
        assertEquals(List.of(), trial.coordinator.messages(DeviceMessage.Report.class));
        assertEquals(wrong.phase() == Phase.SEAL ? 1 : 0, trial.tasks.size(), "times trained");
    }

    @ParameterizedTest
    @MethodSource("wrongs")
    void isDeclinedOnlyIfTheOfferWasVerifiedAndTheRoundIsNotOver(Wrong wrong) throws Exception {
        wrong.prepare().accept(trial);
        runUntilIdle(builder());
        boolean told = wrong.phase() != Phase.CHECK_IN && wrong.reason() != Reason.LATE;
        List<String> whys = trial.coordinator.messages(DeviceMessage.Decline.class).stream()
                .map(DeviceMessage.Decline::why).toList();
        assertEquals(told ? 1 : 0, whys.size());
        whys.forEach(why -> assertTrue(why.startsWith(wrong.reason().code()), why));
    }
}
