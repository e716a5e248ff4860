package com.example.operatorreport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.client.FederatedClient;
import io.tributary.coordinator.Coordinator;
import io.tributary.coordinator.CoordinatorOptions;
import io.tributary.learning.TrainingOutcome;
import io.tributary.learning.architecture.Architectures;
import io.tributary.operator.OperatorClient;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignatureContext;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.secureagg.identity.SigningKey;
import io.tributary.secureagg.tls.ClientTls;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator of ours on loopback, a run of two rounds with one device, and the report of it. */
class OperatorReportTest {
    private final SigningKey owner = SigningKey.generate();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    @TempDir
    Path folder;

    private static RunPlan plan() {
        ModelSpec network = new ModelSpec("linear", List.of(2, 2, 1), 2, List.of());
        return RunPlan.builder().name("demo").model("demo").spec(network).layout(Architectures.layout(network))
                .rounds(2).seed(1).training(new TrainingSpec(1, 1, new OptimizerSpec.Sgd(0.1, 0), 1))
                .update(new UpdateSpec(4, 20, 1000, 1)).round(new RoundSpec(1, 1, 1, 1, 1, 60, 60)).build();
    }

    @Test
    void runsAndTheRoundsOfOneArePrinted() throws Exception {
        CoordinatorOptions options = CoordinatorOptions.newBuilder(folder.resolve("coordinator"),
                List.of(owner.publicKey()), Architectures::initial).build();
        try (Coordinator coordinator = Coordinator.start(options)) {
            OperatorClient operator =
                    new OperatorClient(coordinator.uri(), coordinator.operatorToken(), ClientTls.USUAL);
            String run = operator.start(owner.sign(SignatureContext.RUN_PLAN, WireJson.write(plan())));
            takePart(coordinator);
            OperatorReport report =
                    new OperatorReport(operator, new PrintStream(printed, true, StandardCharsets.UTF_8));
            report.runs();
            report.rounds(run);
            List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
            assertEquals(run + "  demo                  FINISHED  round 2 of 2", lines.get(0));
            assertTrue(lines.get(1).startsWith("round 1  committed  1 accepted, 0 dropped, "), lines.get(1));
            assertTrue(lines.get(2).endsWith("model version 2"), lines.get(2));
            assertEquals(3, lines.size());
        }
    }

    private void takePart(Coordinator coordinator) throws Exception {
        try (FederatedClient device = FederatedClient.builder().coordinator(coordinator.uri()).device("device-1")
                .directory(folder.resolve("device")).ownerKey(owner.publicKey())
                .coordinatorKey(coordinator.publicKey())
                .trainer(task -> new TrainingOutcome(new float[task.model().length], 5, 0.5)).endsWithRuns().build()) {
            device.run();
        }
    }
}
