package io.tributary.protocol.message;

import io.tributary.protocol.Reason;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.keys.KeyHandOver;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.protocol.keys.KeySet;
import io.tributary.protocol.message.RoundView.Outcome;
import io.tributary.protocol.message.RoundView.Seconds;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CohortSource;
import io.tributary.protocol.plan.InputMeaning;
import io.tributary.protocol.plan.ModelDeltas;
import io.tributary.protocol.plan.ModelManifest;
import io.tributary.protocol.plan.ModelSignature;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.NetworkSpec;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.PlanUse;
import io.tributary.protocol.plan.Requirements;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RoundSpec;
import io.tributary.protocol.plan.RuleSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.Schedule;
import io.tributary.protocol.plan.ServerOptimizerSpec;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.protocol.plan.StrategySpec;
import io.tributary.protocol.plan.TrainingSpec;
import io.tributary.protocol.plan.UpdateSpec;
import io.tributary.protocol.plugin.PlugInSpec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of everything that travels, small and always the same. */
public final class WireSamples {
    /** A UUID of version 7. */
    public static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    private static final String UPLOAD = "9b2b4e0c-6d0f-4c37-8d0e-0d4b2a6f1c55";
    private static final String DEVICE = "device-07";
    private static final String HASH = Sha256.of("a".getBytes(StandardCharsets.US_ASCII)).hex();
    private static final String OTHER = Sha256.of("b".getBytes(StandardCharsets.US_ASCII)).hex();

    private static final List<String> LABELS = List.of("ring", "cross", "bär");

    private WireSamples() {}

    /** Every message with {@code v}, and the problem, by a name of its own. */
    public static Map<String, Object> messages() {
        Map<String, Object> samples = new LinkedHashMap<>();
        samples.put("check-in", new DeviceMessage.CheckIn(DEVICE));
        samples.put("check-in-with-resources", new DeviceMessage.CheckIn(DEVICE, new Resources(4, 2_147_483_648L)));
        samples.put("report",
                new DeviceMessage.Report(DEVICE, HASH, 2, envelope(), 0.4375, 1250));
        samples.put("report-without-a-loss",
                new DeviceMessage.Report(DEVICE, HASH, 2, envelope(), null, 1250));
        samples.put("check-in-that-waits", new DeviceMessage.CheckIn(DEVICE, null, 25_000L, RUN));
        samples.put("check-in-for-models",
                new DeviceMessage.CheckIn(DEVICE, null, null, null, List.of("glyphs", "thermostat"), null));
        samples.put("check-in-with-versions",
                new DeviceMessage.CheckIn(DEVICE, null, null, null, List.of("glyphs"), Map.of("glyphs", 12)));
        samples.put("decline-for-a-reason",
                new DeviceMessage.Decline(DEVICE, RUN, 3, "version 2 is older", Reason.BAD_LINEAGE));
        samples.put("decline", new DeviceMessage.Decline(DEVICE, RUN, 3, "battery below 20 %"));
        samples.put("wait", new CoordinatorMessage.Wait(2000));
        samples.put("wait-after-a-run", new CoordinatorMessage.Wait(7500, RUN));
        samples.put("wait-with-a-version",
                new CoordinatorMessage.Wait(7500, null, new CoordinatorMessage.Wait.Newer(RUN, "glyphs", 30)));
        samples.put("assignment", new CoordinatorMessage.Assignment(envelope(), 1_767_225_600_250L));
        samples.put("assignment-with-model", new CoordinatorMessage.Assignment(envelope(), 1_767_225_600_250L,
                new CarriedModel(envelope(), bytes(16, 5))));
        samples.put("key-page",
                new KeyPage(List.of(new KeyLink(envelope(), null), new KeyLink(envelope(), envelope()))));
        samples.put("manifest-page", new ManifestPage(List.of(envelope(), envelope())));
        samples.put("receipt", new CoordinatorMessage.Receipt(envelope()));
        samples.put("no-more-work", new CoordinatorMessage.NoMoreWork(RUN, "glyphs", 30));
        samples.put("round-over",
                new CoordinatorMessage.RoundOver(RUN, 3, CoordinatorMessage.RoundOver.Outcome.CLOSED));
        samples.put("channel-question", new ChannelQuestion(7, new DeviceMessage.Decline(DEVICE, RUN, 3, "")));
        samples.put("channel-answer", new ChannelReply.Answer(7, new CoordinatorMessage.Wait(2000)));
        samples.put("channel-refusal",
                new ChannelReply.Refusal(7, Problem.of(Reason.LATE, "round 3 takes no reports any more")));
        samples.put("channel-push", new ChannelReply.Push(
                new CoordinatorMessage.RoundOver(RUN, 3, CoordinatorMessage.RoundOver.Outcome.ABANDONED)));
        samples.put("enrolment-request", new EnrolmentRequest(DEVICE, bytes(32, 1)));
        samples.put("enrolment-grant", new EnrolmentGrant(envelope()));
        samples.put("session-request", new SessionRequest(envelope(),
                new SessionLink("bGluay1vbmUtMTYtYnl0ZQ", "bGluay10d28tMTYtYnl0ZQ")));
        samples.put("session-request-of-the-first-session",
                new SessionRequest(envelope(), new SessionLink(null, "bGluay1vbmUtMTYtYnl0ZQ")));
        samples.put("session-grant",
                new SessionGrant("c2VjcmV0LXRva2VuLW9mLTI1Ni1yYW5kb20tYml0cyE", 1_767_226_200_000L,
                        1_767_225_600_000L));
        samples.put("session-grant-with-members",
                new SessionGrant("c2VjcmV0LXRva2VuLW9mLTI1Ni1yYW5kb20tYml0cyE", 1_767_226_200_000L,
                        1_767_225_600_000L, List.of(URI.create("https://member-0.example:8443"),
                                URI.create("https://member-1.example:8443"))));
        samples.put("run-request", new RunRequest(envelope()));
        samples.put("run-request-of-a-priority", new RunRequest(envelope(), 8));
        samples.put("run-created", new RunCreated(RUN));
        samples.put("run-view", runView());
        samples.put("run-view-in-the-queue",
                new RunView(RUN, "quickstart", RunView.Status.ACTIVE, null, 0, 30, RunView.State.STARTING, 0, 0, 0,
                        List.of()).in(new RunQueueing(1, 5, RunQueueing.Why.FULL)));
        samples.put("run-page", new RunPage(List.of(
                new RunSummary(RUN, "quickstart", "glyphs", RunView.Status.ACTIVE, null, 1_767_225_600_000L, 3, 30,
                        new RunView.Waiting(1, 13))),
                RUN));
        samples.put("run-page-with-a-queue", new RunPage(List.of(
                new RunSummary(RUN, "quickstart", "glyphs", RunView.Status.ACTIVE, null, 1_767_225_600_000L, 0, 30,
                        null).in(new RunQueueing(2, 8, RunQueueing.Why.MODEL))),
                null));
        samples.put("token-request", new TokenRequest(2, 1_767_312_000_000L, null));
        samples.put("token-request-of-a-device", new TokenRequest(1, null, DEVICE));
        samples.put("tokens-minted", new TokensMinted(List.of("b25lLXVzZS10b2tlbi1vZi0yNTYtcmFuZG9tLWJpdHM",
                "YW5vdGhlci10b2tlbi1vZi0yNTYtcmFuZG9tLWJpdHM"),
                List.of(HASH.substring(0, 32), OTHER.substring(0, 32)), 1_767_312_000_000L));
        samples.put("token-page", new TokenPage(List.of(
                new TokenView(OTHER.substring(0, 32), 1_767_225_600_000L, 1_767_312_000_000L,
                        TokenView.Kind.ENROLMENT, TokenView.State.UNUSED, null),
                new TokenView(HASH.substring(0, 32), 1_767_225_600_000L, 1_767_312_000_000L,
                        TokenView.Kind.RECOVERY, TokenView.State.USED, DEVICE)),
                null));
        samples.put("device-view", deviceView());
        samples.put("device-page", new DevicePage(
                List.of(deviceView(), new DeviceView("device-08", 1_767_225_600_000L, 1_775_001_600_000L,
                        1_767_312_000_000L,
                        new DeviceActivity(DeviceActivity.State.REVOKED, null, null, null, null, false))),
                "device-08"));
        samples.put("model-page",
                new ModelPage(List.of(new ModelView("glyphs", 30, RUN, 30, OTHER, 1_767_225_600_000L, true)),
                        List.of(new AlteredVersion("signs", 2, "wrong-signer")), null));
        samples.put("version-page",
                new VersionPage(List.of(new ModelView("glyphs", 30, RUN, 30, OTHER, 1_767_225_600_000L, true)),
                        List.of(),
                        30));
        samples.put("audit-page", new AuditPage(List.of(envelope()), 2L));
        samples.put("inclusion-proof", new InclusionProof(envelope(), 4, List.of(HASH, OTHER)));
        samples.put("problem", Problem.of(Reason.WRONG_PLAN, "planHash is " + HASH + "; the run's plan is " + OTHER));
        return samples;
    }

    /** Every signed payload, and the envelope, by a name of its own. */
    public static Map<String, Object> documents() {
        Map<String, Object> samples = new LinkedHashMap<>();
        samples.put("signed-document", envelope());
        samples.put("certificate", new Certificate(1, DEVICE, bytes(32, 1), 1_767_225_600_000L, 1_775_001_600_000L));
        samples.put("audit-entry",
                new AuditEntry(1, 2, HASH, 1_767_225_600_000L, "operator:token", "admin", "127.0.0.1",
                        "DELETE /v1/devices/device-07", DEVICE, AuditEntry.Outcome.DONE, "", 0));
        samples.put("update-report", new UpdateReport(1, RUN, 3, DEVICE, UPLOAD, OTHER, HASH, 600));
        samples.put("update-report-without-weight", new UpdateReport(1, RUN, 3, DEVICE, UPLOAD, OTHER, HASH, null));
        samples.put("update-receipt",
                new UpdateReceipt(1, RUN, 3, DEVICE, UPLOAD, OTHER, 600, 1_767_225_630_000L));
        samples.put("run-plan", plan());
        samples.put("run-plan-that-requires", planThatRequires());
        samples.put("run-plan-that-draws-from-the-enrolled", planThatDrawsFromTheEnrolled());
        samples.put("round-offer", new RoundOffer(1, RUN, 3, HASH, "glyphs", 2, OTHER,
                Base64.getEncoder().encodeToString(bytes(32, 7)), 1_767_225_660_000L));
        samples.put("model-manifest", manifest());
        samples.put("run-plan-with-codecs", planWithCodecs());
        samples.put("run-plan-with-weight-decay", planWithWeightDecay());
        samples.put("model-manifest-with-deltas", manifestWithDeltas());
        samples.put("run-plan-of-sound-and-table", planOfSoundAndTable());
        samples.put("run-plan-of-text-and-numbers", planOfTextAndNumbers());
        samples.put("run-plan-of-layers", planOfLayers());
        samples.put("run-plan-of-a-layout", planOfALayout());
        samples.put("run-plan-with-a-start", planWithAStart());
        samples.put("run-plan-with-plug-ins", planWithPlugIns());
        samples.put("run-plan-of-a-block", planOfABlock());
        samples.put("run-plan-of-torchscript", planOfTorchScript());
        samples.put("key-set",
                new KeySet(1, 2, HASH, 1_767_225_600_000L, new KeySet.Keys(key(1), key(2), key(3), key(4),
                        key(5), key(6), key(7)), new KeySet.LogEnd(12, OTHER)));
        samples.put("key-hand-over", new KeyHandOver(1, 2, OTHER));
        return samples;
    }

    private static String key(int value) {
        return Base64.getEncoder().encodeToString(bytes(32, value));
    }

    /** A plan of a tiny model. */
    public static RunPlan plan() {
        return RunPlan.builder().use(new PlanUse("plan-0f3a", 1_767_225_600_000L, 1_767_830_400_000L, 1, 30))
                .name("quickstart").model("glyphs")
                .spec(new ModelSpec("linear", List.of(2, 2, 1), 3, List.of()))
                .modelSignature(ModelSignature.of(LABELS, List.of(2, 2, 1), InputMeaning.Image.unit(1)))
                .layout(layout()).rounds(30).seed(1)
                .training(new TrainingSpec(1, 10, new OptimizerSpec.Sgd(0.125, 0.5), 1))
                .update(new UpdateSpec(16, 24, 4096, 16)).round(new RoundSpec(10, 1.3, 13, 8, 13, 60, 60)).build();
    }

    /** The same plan, for devices with two cores and 512 MiB. */
    private static RunPlan planThatRequires() {
        RunPlan plan = plan();
        return plan.toBuilder().round(new RoundSpec(10, 1.3, 13, 8, 13, 60, 60, new Requirements(2, 536_870_912L)))
                .build();
    }

    private static RunPlan planThatDrawsFromTheEnrolled() {
        return plan().toBuilder().round(new RoundSpec(10, 1.3, 10, 8, 400, 60, 60, 10, null, CohortSource.ENROLLED))
                .build();
    }

    /** The first version of that model. */
    public static ModelManifest manifest() {
        return new ModelManifest(1, "glyphs", 0, ModelManifest.Origin.initial(RUN, OTHER),
                ModelManifest.Content.of(layout(), List.of(HASH), OTHER), plan().modelSignature(), 1_767_225_600_000L);
    }

    /** The same plan, with few bytes up and down. */
    private static RunPlan planWithCodecs() {
        RunPlan plan = plan();
        return plan.toBuilder().update(new UpdateSpec(16, 24, 4096, 16, new CodecSpec(new CodecSpec.TopK(0.0625), false,
                new CodecSpec.Quantizer(4, null), true), UpdateSpec.Download.BF16)).build();
    }

    /** The same plan, with plug-ins wherever there may be one. */
    private static RunPlan planWithPlugIns() {
        PlugInSpec rule = new PlugInSpec("agreement", "1.0", Map.of("floor", 0.25), Map.of("ties", "keep"));
        CodecSpec codec = new CodecSpec(null, false, null, false,
                new CodecSpec.PlugInCodec(PlugInSpec.of("bfloat16", "1.0"), 16, 0));
        PlugInSpec source = new PlugInSpec("libsvm", "1.0", Map.of("features", 4.0), Map.of());
        return plan().toBuilder().modelSignature(ModelSignature.of(LABELS, List.of(2, 2, 1),
                new InputMeaning.FromSource(source))).training(plan().training().toBuilder()
                        .method(
                                new ClientMethod.PlugInMethod(PlugInSpec.of("capped", "1.0"), 0))
                        .build())
                .round(new RoundSpec(10, 1.3, 13, 8, 13, 60, 60, 10, null, null,
                        new PlugInSpec("hours", "1.0", Map.of("from", 22.0, "to", 6.0), Map.of())))
                .update(new UpdateSpec(16, 24, 4096, 16, codec, UpdateSpec.Download.FLOAT32))
                .strategy(new StrategySpec(new RuleSpec.PlugInRule(rule, 3),
                        new ServerOptimizerSpec.PlugInServer(PlugInSpec.of("fedlion", "1.0"), 0.5, Schedule.CONSTANT),
                        StrategySpec.Weighting.EXAMPLES))
                .build();
    }

    /** The same plan, with weight decay. */
    private static RunPlan planWithWeightDecay() {
        RunPlan plan = plan();
        return plan.toBuilder().training(new TrainingSpec(1, 10, new OptimizerSpec.Sgd(0.125, 0.5, 0.0625), 1)).build();
    }

    /** The same plan, of a network with three inputs. */
    private static RunPlan planOfSoundAndTable() {
        return plan().toBuilder().modelSignature(new ModelSignature(LABELS, List.of(
                new ModelSignature.Input(ModelSignature.Dtype.FLOAT32, List.of(2), new InputMeaning.Sound(16_000)),
                new ModelSignature.Input(ModelSignature.Dtype.FLOAT32, List.of(1),
                        new InputMeaning.Table(List.of("age"))),
                new ModelSignature.Input(ModelSignature.Dtype.FLOAT32, List.of(1), new InputMeaning.Untold()))))
                .build();
    }

    /** The same plan, of a network with a text and a number. */
    private static RunPlan planOfTextAndNumbers() {
        return plan().toBuilder().modelSignature(new ModelSignature(LABELS, List.of(
                new ModelSignature.Input(ModelSignature.Dtype.FLOAT32, List.of(3),
                        new InputMeaning.Text("hashed-words-1", 3, true)),
                new ModelSignature.Input(ModelSignature.Dtype.FLOAT32, List.of(1),
                        new InputMeaning.Numbers(InputMeaning.Numbers.Values.REAL)))))
                .build();
    }

    /** The same plan, of a stack of layers. */
    private static RunPlan planOfLayers() {
        return plan().toBuilder().spec(new ModelSpec("layers", List.of(2, 2, 1), 3, List.of(),
                new NetworkSpec.Layers(List.of("flatten", "dense(3)")))).build();
    }

    /** The same plan, which begins with values of its owner's own. */
    private static RunPlan planWithAStart() {
        return plan().toBuilder().spec(plan().spec().startingFrom("ab".repeat(32))).build();
    }

    /** The same plan, of a block that its devices have. */
    private static RunPlan planOfABlock() {
        return plan().toBuilder().spec(new ModelSpec("block", List.of(2, 2, 1), 3, List.of(),
                new NetworkSpec.Block("com.example.SmallNet"), "ab".repeat(32))).build();
    }

    /** The same plan, of a file that its devices fetch. */
    private static RunPlan planOfTorchScript() {
        return plan().toBuilder().spec(new ModelSpec("torchscript", List.of(2, 2, 1), 3, List.of(),
                new NetworkSpec.TorchScript("cd".repeat(32), 40_000), "ab".repeat(32))).build();
    }

    /** A plan of a network that the devices' own trainers know. */
    private static RunPlan planOfALayout() {
        return plan().toBuilder().spec(new ModelSpec("line", List.of(1), 1, List.of(),
                new NetworkSpec.Layout(NetworkSpec.Layout.Start.ZEROS)))
                .modelSignature(ModelSignature.of(List.of("cooling"), List.of(1), new InputMeaning.Untold()))
                .layout(new ParameterLayout(List.of(new Parameter("line", Role.TRAINABLE, List.of(2))))).build();
    }

    /** Its second version, with the step from the first. */
    public static ModelManifest manifestWithDeltas() {
        ModelManifest first = manifest();
        return new ModelManifest(1, first.model(), 1, new ModelManifest.Origin(HASH, RUN, 1, OTHER,
                new ModelManifest.Reports(10, OTHER)), first.content(), first.modelSignature(),
                first.created(), new ModelDeltas(UpdateSpec.Download.BF16, List.of(OTHER)));
    }

    private static ParameterLayout layout() {
        return new ParameterLayout(List.of(new Parameter("dense.weight", Role.TRAINABLE, List.of(3, 4)),
                new Parameter("dense.bias", Role.TRAINABLE, List.of(3)),
                new Parameter("seen", Role.BUFFER, List.of())));
    }

    private static DeviceView deviceView() {
        return new DeviceView(DEVICE, 1_767_225_600_000L, 1_775_001_600_000L, null, new DeviceActivity(
                DeviceActivity.State.IN_ROUND, 1_767_225_660_000L, RUN, 3, "tributary/1 (Java 25)", false));
    }

    private static RunView runView() {
        RoundView committed = new RoundView(1, Outcome.COMMITTED, null, new RoundView.Reports(10, 3, 1),
                new RoundView.Evaluation(0.75, 0.5, new int[][] {{3, 1}, {0, 4}}),
                new RoundView.Traffic(123_456, 234_567), new Seconds(0.25, 1.5, 0.5, 0.125, 0.0625),
                new RoundView.Model(1, HASH), new RoundView.Training(0.625, 9, 1));
        RoundView abandoned = new RoundView(2, Outcome.ABANDONED, "too few reports",
                new RoundView.Reports(0, 13, 0), null, new RoundView.Traffic(0, 234_567),
                new Seconds(0.25, 60, 0, 0, 0), new RoundView.Model(1, null));
        return new RunView(RUN, "quickstart", RunView.Status.ACTIVE, null, 3, 30, RunView.State.REPORTING, 13, 4, 1,
                List.of(committed, abandoned));
    }

    private static SignedDocument envelope() {
        return new SignedDocument("{\"v\":1}".getBytes(StandardCharsets.US_ASCII), bytes(64, 2), bytes(32, 3));
    }

    private static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
