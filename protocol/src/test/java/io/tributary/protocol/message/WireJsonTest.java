package io.tributary.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.plan.OptimizerSpec;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.SignedDocument;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireJsonTest {
    private static final String CHECK_IN = "{\"v\":1,\"type\":\"check-in\",\"device\":\"d\"}";
    private static final String DECLINE = "{\"v\":1,\"type\":\"decline\",\"device\":\"d\",\"run\":\"" + WireSamples.RUN
            + "\",\"round\":%s,\"why\":\"\"}";

    @Test
    void messagesIgnoreFieldsTheyDoNotKnow() throws RejectedException {
        String more = CHECK_IN.replace("}", ",\"battery\":{\"level\":[80]}}");
        assertEquals(new DeviceMessage.CheckIn("d"), message(more));
    }

    @Test
    void documentsRefuseFieldsTheyDoNotKnowAtAnyDepth() {
        String plan = text(WireSamples.plan());
        refused(Reason.MALFORMED, "RunPlan.code: unknown field",
                () -> document(plan.replace("\"seed\"", "\"code\":1,\"seed\""), RunPlan.class));
        refused(Reason.MALFORMED, "unknown field",
                () -> document(plan.replace("\"epochs\"", "\"code\":1,\"epochs\""), RunPlan.class));
        refused(Reason.MALFORMED, "unknown field", () -> document(
                "{\"payload\":\"\",\"signature\":\"\",\"key\":\"\",\"alg\":\"none\"}", SignedDocument.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "-1", "1.0", "\"1\"", "true", "null", "[1]", "99999999999999999999"})
    void anotherVersionIsRefusedBeforeAnythingElse(String version) {
        refused(Reason.UNSUPPORTED_VERSION, "must have \"v\": 1, not " + version,
                () -> message("{\"v\":" + version + ",\"type\":\"no such type\"}"));
        for (Map.Entry<String, Object> sample : WireSamples.documents().entrySet()) {
            if (!(sample.getValue() instanceof SignedDocument)) {
                String other = text(sample.getValue()).replace("{\"v\":1,", "{\"unknown\":1,\"v\":" + version + ",");
                refused(Reason.UNSUPPORTED_VERSION, "must have", () -> document(other, sample.getValue().getClass()));
            }
        }
    }

    @Test
    void aMessageInAnEnvelopeSaysItsOwnVersion() throws RejectedException {
        String question = "{\"v\":1,\"number\":7,\"message\":" + CHECK_IN + "}";
        assertEquals(new ChannelQuestion(7, new DeviceMessage.CheckIn("d")), question(question));
        refused(Reason.UNSUPPORTED_VERSION, "ChannelQuestion.message must have \"v\": 1, not 2",
                () -> question(question.replace("\"v\":1,\"type\"", "\"v\":2,\"type\"")));
        refused(Reason.UNSUPPORTED_VERSION, "ChannelQuestion.message must have \"v\": 1, and has none",
                () -> question(question.replace("\"v\":1,\"type\"", "\"type\"")));
        refused(Reason.UNSUPPORTED_VERSION, "ChannelQuestion must have \"v\": 1, not 2",
                () -> question(question.replace("{\"v\":1,\"number\"", "{\"v\":2,\"number\"")));
        refused(Reason.MALFORMED, "must be of type DeviceMessage",
                () -> question("{\"v\":1,\"number\":7,\"message\":[]}"));
    }

    @Test
    void theNumberOfAQuestionIsReadWhateverElseItSays() throws RejectedException {
        assertEquals(7, ChannelQuestion.numberOf(bytes("{\"v\":1,\"number\":7,\"message\":{\"type\":\"dance\"}}")));
        refused(Reason.INVALID_FIELD, "number must be",
                () -> ChannelQuestion.numberOf(bytes("{\"v\":1,\"number\":0}")));
        refused(Reason.UNSUPPORTED_VERSION, "must have",
                () -> ChannelQuestion.numberOf(bytes("{\"v\":2,\"number\":7}")));
        refused(Reason.MALFORMED, "number", () -> ChannelQuestion.numberOf(bytes("{\"v\":1}")));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static ChannelQuestion question(String json) throws RejectedException {
        return WireJson.readMessage(bytes(json), ChannelQuestion.class);
    }

    @Test
    void aMissingVersionIsRefused() {
        refused(Reason.UNSUPPORTED_VERSION, "and has none", () -> message(CHECK_IN.replace("\"v\":1,", "")));
        refused(Reason.UNSUPPORTED_VERSION, "and has none",
                () -> document(text(WireSamples.plan()).replace("\"v\":1,", ""), RunPlan.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"type\":\"shutdown\",", "", "\"type\":null,", "\"type\":\"CHECK-IN\",",
        "\"type\":\"java.lang.Runtime\",", "\"type\":\"receipt\","})
    void anUnknownTypeIsRefusedWithTheKnownOnes(String type) {
        refused(Reason.MALFORMED, "type must be one of [check-in, report, decline]",
                () -> message(CHECK_IN.replace("\"type\":\"check-in\",", type)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "}", "nul", "null", "[]", "3", "\"text\"", "{\"v\":1,}", "{'v':1}", "{v:1}",
        "{\"v\":01}", "{\"v\":NaN}", "{\"v\":1} //", "\ufeff{\"v\":1}"})
    void whatIsNotAJsonObjectIsMalformed(String json) {
        refused(Reason.MALFORMED, "DeviceMessage", () -> message(json));
    }

    @ParameterizedTest
    @CsvSource({"'\"device\":\"d\"', '\"x\":1', DeviceMessage.device: this field is missing",
        "'\"d\"}', 'null}', DeviceMessage.device: must not be null",
        "'\"d\"}', '5}', DeviceMessage.device: must be of type String",
        "'\"d\"}', '[\"d\"]}', DeviceMessage.device: must be of type String",
        "'\"d\"}', '{}}', DeviceMessage.device: must be of type String",
        "'\"d\"}', 'true}', DeviceMessage.device: must be of type String",
        "'\"v\":1', '\"v\":1,\"v\":1', Duplicate field 'v'",
        "'\"v\":1', '\"x\":{\"a\":1,\"a\":2},\"v\":1', Duplicate field 'a'",
        "'}', '}{}', there is more after the end", "'}', '}]', Unexpected close marker"})
    void aMessageOfTheWrongFormNamesWhatIsWrong(String part, String replacement, String detail) {
        refused(Reason.MALFORMED, detail, () -> message(CHECK_IN.replace(part, replacement)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1.0", "\"1\"", "1e400", "99999999999", "true", "null", "[1]"})
    void numbersAreNotConverted(String round) {
        refused(Reason.MALFORMED, "DeviceMessage.round", () -> message(DECLINE.formatted(round)));
    }

    @Test
    void aFieldOutOfRangeIsInvalidAndSaysWhatWouldBeRight() {
        refused(Reason.INVALID_FIELD, "DeviceMessage: round must be 1..2147483647, not 0",
                () -> message(DECLINE.formatted("0")));
        refused(Reason.INVALID_FIELD, "device must be 1..64 characters of a-z, 0-9 and '-', not '../x'",
                () -> message(CHECK_IN.replace("\"d\"", "\"../x\"")));
        refused(Reason.INVALID_FIELD, "RunPlan.training: epochs must be 1..1000, not 0",
                () -> document(text(WireSamples.plan()).replace("\"epochs\":1", "\"epochs\":0"), RunPlan.class));
        refused(Reason.INVALID_FIELD, "roundKey must be base64 of 32 bytes", () -> document(
                text(WireSamples.documents().get("round-offer")).replace("BwcHBw", "!!!!!!"), RoundOffer.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "\"NaN\"", "\"Infinity\""})
    void aNumberThatIsNotFiniteIsRefused(String rate) {
        refused(Reason.INVALID_FIELD, "learningRate must be finite",
                () -> document("{\"kind\":\"sgd\",\"learningRate\":" + rate + ",\"momentum\":0}", OptimizerSpec.class));
    }

    @Test
    void aNullInAListIsRefused() {
        refused(Reason.MALFORMED, "must not be null",
                () -> document(text(WireSamples.plan()).replace("[2,2,1]", "[2,null,1]"), RunPlan.class));
    }

    @Test
    void whatIsNotBase64OfTheRightLengthIsRefused() {
        String request = text(WireSamples.messages().get("enrolment-request"));
        refused(Reason.MALFORMED, "publicKey",
                () -> read(request.replace("AQEBAQ", "!!!!!!"), EnrolmentRequest.class));
        refused(Reason.INVALID_FIELD, "publicKey must have 32 bytes, not 29",
                () -> read(request.replaceFirst("AQEB", ""), EnrolmentRequest.class));
    }

    @Test
    void aRefusalNamesNoClassOfOurs() {
        RejectedException refused = assertThrows(RejectedException.class,
                () -> read("{\"v\":1,\"plan\":[[]]}", RunRequest.class));
        assertFalse(refused.detail().contains("io.tributary"), refused.detail());
    }

    @Test
    void aRunsNullableFieldsMayBeNullAndTheOthersMayNot() throws RejectedException {
        String view = text(WireSamples.messages().get("run-view"));
        assertTrue(view.contains("\"failure\":null") && view.contains("\"evaluation\":null"), view);
        assertEquals(WireSamples.messages().get("run-view"), read(view, RunView.class));
        refused(Reason.MALFORMED, "must not be null", () -> read(
                view.replace("\"state\":\"reporting\"", "\"state\":null"), RunView.class));
    }

    @Test
    void theStatusOfARunIsOneOfItsWords() {
        String view = text(WireSamples.messages().get("run-view"));
        for (String wrong : List.of("ACTIVE", "running", "")) {
            refused(Reason.INVALID_FIELD,
                    "status must be one of [active, paused, finished, stopped, failed], not '" + wrong + "'",
                    () -> read(view.replace("\"status\":\"active\"", "\"status\":\"" + wrong + "\""), RunView.class));
        }
    }

    @Test
    void theStateOfARoundIsOneOfItsWords() {
        String view = text(WireSamples.messages().get("run-view"));
        for (String wrong : List.of("Reporting", "REPORTING", "napping", "")) {
            refused(Reason.INVALID_FIELD,
                    "state must be one of [starting, selecting, configuring, reporting, aggregating, committed, abandoned], "
                            + "not '" + wrong + "'",
                    () -> read(view.replace("\"state\":\"reporting\"", "\"state\":\"" + wrong + "\""), RunView.class));
        }
    }

    @Test
    void aTokenIsNeverPrinted() {
        String secret = "c2VjcmV0LXRva2VuLW9mLTI1Ni1yYW5kb20tYml0cyE";
        assertFalse(new SessionGrant(secret, 5, null).toString().contains(secret.substring(0, 8)));
        String broken = secret + "\u00e9";
        assertFalse(assertThrows(IllegalArgumentException.class, () -> new SessionGrant(broken, 5, null)).getMessage()
                .contains(secret.substring(0, 8)));
    }

    private static String text(Object value) {
        return new String(WireJson.write(value), StandardCharsets.UTF_8);
    }

    private static DeviceMessage message(String json) throws RejectedException {
        return read(json, DeviceMessage.class);
    }

    private static <T> T read(String json, Class<T> type) throws RejectedException {
        return WireJson.readMessage(json.getBytes(StandardCharsets.UTF_8), type);
    }

    private static <T> T document(String json, Class<T> type) throws RejectedException {
        return WireJson.readDocument(json.getBytes(StandardCharsets.UTF_8), type);
    }

    private static void refused(Reason reason, String part, org.junit.jupiter.api.function.Executable reading) {
        RejectedException refused = assertThrows(RejectedException.class, reading);
        assertEquals(reason, refused.reason(), refused.detail());
        assertTrue(refused.detail().contains(part), refused.detail());
    }

    @Test
    void whatMayBeLeftOutMayBeMissingOrNullAndIsBounded() throws RejectedException {
        String checkIn = "{\"type\":\"check-in\",\"v\":1,\"device\":\"d\"";
        assertEquals(new DeviceMessage.CheckIn("d"), message(checkIn + "}"));
        assertEquals(new DeviceMessage.CheckIn("d"), message(checkIn + ",\"resources\":null}"));
        assertEquals(new DeviceMessage.CheckIn("d", new Resources(2, 5)),
                message(checkIn + ",\"resources\":{\"cores\":2,\"memoryBytes\":5,\"gpus\":1}}"));
        for (String resources : List.of("{\"cores\":0,\"memoryBytes\":5}", "{\"cores\":4097,\"memoryBytes\":5}",
                "{\"cores\":1,\"memoryBytes\":0}", "{\"cores\":1,\"memoryBytes\":1125899906842625}")) {
            assertEquals(Reason.INVALID_FIELD, assertThrows(RejectedException.class,
                    () -> message(checkIn + ",\"resources\":" + resources + "}"), resources).reason());
        }
        assertEquals(Reason.MALFORMED, assertThrows(RejectedException.class,
                () -> message(checkIn + ",\"resources\":{\"cores\":1}}")).reason());
    }

    @Test
    void theModelsOfACheckInAreBounded() throws RejectedException {
        String checkIn = "{\"type\":\"check-in\",\"v\":1,\"device\":\"d\",\"models\":";
        assertEquals(new DeviceMessage.CheckIn("d"), message(checkIn + "null}"));
        List<String> most = IntStream.range(0, DeviceMessage.CheckIn.MOST_MODELS).mapToObj(n -> "m-" + n).toList();
        String written = most.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
        assertEquals(new DeviceMessage.CheckIn("d", null, null, null, most, null),
                message(checkIn + "[" + written + "]}"));
        refused(Reason.INVALID_FIELD, "models must have 1..32 elements, not 33",
                () -> message(checkIn + "[" + written + ",\"one-more\"]}"));
        refused(Reason.INVALID_FIELD, "models must have 1..32 elements, not 0", () -> message(checkIn + "[]}"));
        for (String bad : List.of("", "Camera", "a/b", "a b", "m".repeat(65), "../a", "\\u0000")) {
            refused(Reason.INVALID_FIELD, "model must be 1..64 characters",
                    () -> message(checkIn + "[\"ok\",\"" + bad + "\"]}"));
        }
        for (String other : List.of("\"a\"", "{\"a\":1}", "[[\"a\"]]", "[null]", "[1]", "true")) {
            assertEquals(Reason.MALFORMED, assertThrows(RejectedException.class,
                    () -> message(checkIn + other + "}"), other).reason());
        }
    }

    @Test
    void theVersionsThatADeviceHoldsAreBounded() throws RejectedException {
        String checkIn = "{\"type\":\"check-in\",\"v\":1,\"device\":\"d\",\"holds\":";
        assertEquals(new DeviceMessage.CheckIn("d"), message(checkIn + "null}"));
        assertEquals(new DeviceMessage.CheckIn("d", null, null, null, null, Map.of()), message(checkIn + "{}}"));
        assertEquals(new DeviceMessage.CheckIn("d", null, null, null, null, Map.of("a", 7, "b", 0)),
                message(checkIn + "{\"b\":0,\"a\":7}}"));
        String most = IntStream.range(0, 33).mapToObj(n -> "\"m" + n + "\":1").collect(Collectors.joining(","));
        refused(Reason.INVALID_FIELD, "number of holds must be 0..32, not 33",
                () -> message(checkIn + "{" + most + "}}"));
        refused(Reason.INVALID_FIELD, "holds of a must be 0..2147483647, not -1",
                () -> message(checkIn + "{\"a\":-1}}"));
        refused(Reason.INVALID_FIELD, "model must be 1..64", () -> message(checkIn + "{\"A b\":1}}"));
        for (String other : List.of("[]", "{\"a\":null}", "{\"a\":1.5}", "{\"a\":\"1\"}", "{\"a\":1,\"a\":2}",
                "{\"a\":99999999999}")) {
            assertEquals(Reason.MALFORMED, assertThrows(RejectedException.class,
                    () -> message(checkIn + other + "}"), other).reason());
        }
    }

    /** As a coordinator says it that is one process, or older. */
    @Test
    void aGrantWithoutMembersHasNone() throws Exception {
        SessionGrant grant = new SessionGrant("secret-token-that-must-not-be-printed", 5, null);
        byte[] json = WireJson.write(grant);
        assertFalse(new String(json, StandardCharsets.UTF_8).contains("members"));
        assertEquals(List.of(), WireJson.readMessage(json, SessionGrant.class).members());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://member.example:80", "https://member.example/path", "https://user@member.example",
        "ftp://member.example", "member", ""})
    void aGrantThatNamesAMemberBadlyIsRefused(String member) {
        String json =
                "{\"v\":1,\"token\":\"secret-token-that-must-not-be-printed\",\"expires\":5,\"members\":[\"" + member
                        + "\"]}";
        assertThrows(RejectedException.class,
                () -> WireJson.readMessage(json.getBytes(StandardCharsets.UTF_8), SessionGrant.class));
    }

    @Test
    void aGrantOfTooManyMembersIsRefused() {
        List<URI> many = IntStream.range(0, 65).mapToObj(member -> URI.create("https://m" + member + ".example:1"))
                .toList();
        assertThrows(IllegalArgumentException.class,
                () -> new SessionGrant("secret-token-that-must-not-be-printed", 5, null, many));
    }
}
