package io.tributary.loadtest.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.loadtest.fleet.Fleet;
import io.tributary.loadtest.fleet.KnownUpdates;
import io.tributary.loadtest.round.Address;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.parameters.Chunking;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.RandomSubset;
import io.tributary.protocol.plan.CodecSpec.TopK;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plan.UpdateSpec.Download;
import io.tributary.protocol.update.StepCodec;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.seal.SealedSizes;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real clients and a coordinator over real HTTP: the model is what was to come of what travelled, and the bytes are the plan's. */
class EncodedRoundsTest {
    private static final int VALUES = Chunking.CHUNK_VALUES + 4_000;
    private static final int DEVICES = 3;
    private static final int ROUNDS = 3;

    @TempDir
    private Path folder;

    private static Stream<Arguments> codecs() {
        Quantizer four = new Quantizer(4, null);
        return Stream.of(Arguments.of(null, Download.INT8), Arguments.of(null, Download.BF16),
                Arguments.of(new CodecSpec(null, false, new Quantizer(8, 0.0625), false), Download.FLOAT32),
                Arguments.of(new CodecSpec(null, true, four, false), Download.BF16),
                Arguments.of(new CodecSpec(new RandomSubset(0.3), false, null, false), Download.FLOAT32),
                Arguments.of(new CodecSpec(new RandomSubset(0.2), true, four, true), Download.INT8),
                Arguments.of(new CodecSpec(new TopK(0.04), false, four, true), Download.BF16));
    }

    private static RunPlan plan(@Nullable CodecSpec codec, Download download) {
        return RunPlan.builder().name("codec").model("codec").spec(new ModelSpec("codec", List.of(1), 2, List.of()))
                .layout(new ParameterLayout(List.of(new Parameter("values", Role.TRAINABLE, List.of(VALUES)))))
                .rounds(ROUNDS).seed(7).training(new TrainingSpec(1, 1, new OptimizerSpec.Sgd(1, 0), 1))
                .update(new UpdateSpec(1, 24, KnownUpdates.MAX_WEIGHT, 100, codec, download))
                .round(new RoundSpec(DEVICES, 1, DEVICES, DEVICES, DEVICES, 60, 60)).build();
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void everyVersionIsWhatTravelledMakesAndTheBytesAreThePlans(@Nullable CodecSpec codec, Download download)
            throws Exception {
        RunPlan plan = plan(codec, download);
        KnownUpdates updates = new KnownUpdates(11, VALUES);
        List<RoundView> history = play(plan, updates);
        assertEquals(ROUNDS, history.size());
        EncodedRecomputation expected = new EncodedRecomputation(plan, updates, DEVICES);
        for (RoundView round : history) {
            assertEquals(expected.next(round.round()), round.model().sha256(), "round " + round.round());
            assertEquals(DEVICES * SealedSizes.of(plan).totalBytes(), round.traffic().bytesUp());
        }
        if (download != Download.FLOAT32) {
            StepCodec steps = new StepCodec(download);
            long step = (long) steps.encodedLength(Chunking.CHUNK_VALUES) + steps.encodedLength(4_000);
            assertEquals(List.of(DEVICES * step, DEVICES * step),
                    history.stream().skip(1).map(round -> round.traffic().bytesDown()).toList());
        }
    }

    private List<RoundView> play(RunPlan plan, KnownUpdates updates) throws Exception {
        SigningKey owner = SigningKey.generate();
        Vertx vertx = Vertx.vertx();
        try (Coordinator coordinator = Coordinator.start(CoordinatorOptions.newBuilder(folder.resolve("coordinator"),
                List.of(owner.publicKey()), asked -> new float[asked.layout().size()]).build())) {
            URI uri = URI.create("http://127.0.0.1:" + coordinator.port());
            Address operator = new Address(uri, coordinator.publicKey(), coordinator.operatorToken());
            String run = operator.start(owner, plan);
            try (Fleet fleet = Fleet.start(vertx, new Fleet.Setting(DEVICES, updates::trainer,
                    folder.resolve("devices"), device -> List.of(uri), owner.publicKey(), coordinator.publicKey()))) {
                assertTrue(fleet.awaitEnd(Duration.ofMinutes(2)), () -> "failures: " + fleet.ledger().failures());
                return operator.view(run).history();
            }
        } finally {
            vertx.close().await();
        }
    }
}
