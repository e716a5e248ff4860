package io.tributary.experiments.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.experiments.SampleRuns;
import io.tributary.protocol.message.RoundView;
import io.tributary.protocol.message.RunView.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    private JsonNode json(ReportInput input) throws IOException {
        Report.write(folder, input);
        return new JsonMapper().readTree(folder.resolve("report.json").toFile());
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theJsonHasTheDocumentedFields() throws IOException {
        JsonNode report = json(SampleReports.named("fashion"));
        assertEquals(List.of("name", "seed", "rounds", "final", "expect"), fields(report).subList(0, 5));
        assertEquals(List.of("round", "accuracy", "loss", "accepted", "dropped", "bytesUp", "bytesDown", "seconds"),
                fields(report.at("/rounds/0")).subList(0, 8));
        assertEquals(List.of("select", "train", "upload", "aggregate", "evaluate"),
                fields(report.at("/rounds/0/seconds")));
        assertEquals(List.of("modelVersion", "sha256", "signatureVerified", "accuracy"), fields(report.get("final")));
        assertEquals(List.of("met", "failures", "expected"), fields(report.get("expect")));
    }

    @Test
    void theJsonSaysWhatTheRunSaid() throws IOException {
        JsonNode report = json(SampleReports.named("fashion"));
        assertEquals("fashion", report.get("name").textValue());
        assertEquals(30, report.get("rounds").size());
        assertEquals(79_846_800, report.at("/rounds/0/bytesUp").longValue());
        assertEquals(0.4, report.at("/rounds/0/seconds/upload").doubleValue());
        assertEquals("abandoned", report.at("/rounds/6/outcome").textValue());
        assertTrue(report.at("/rounds/6/accuracy").isNull());
        assertEquals(0.9312, report.at("/final/accuracy").doubleValue());
        assertTrue(report.at("/final/signatureVerified").booleanValue());
        assertTrue(report.at("/expect/met").booleanValue());
        assertEquals(List.of("true", "predicted", "probability"), fields(report.at("/samples/0")));
    }

    @Test
    void theTablesAreThereAsCsv() throws IOException {
        json(SampleReports.named("fashion"));
        List<String> rounds = Files.readAllLines(folder.resolve("rounds.csv"));
        assertEquals(
                "round,outcome,reason,accuracy,loss,accepted,dropped,excluded,bytesUp,bytesDown,select,train,upload,"
                        + "aggregate,evaluate,modelVersion,sha256,trainLoss,silent",
                rounds.getFirst());
        assertEquals(31, rounds.size());
        assertTrue(rounds.get(7).startsWith("7,abandoned,") && rounds.get(7).contains(",,"), rounds.get(7));
        List<String> devices = Files.readAllLines(folder.resolve("devices.csv"));
        assertEquals("device,examples,classes,accuracy", devices.getFirst());
        assertEquals("device-10003,63,4,0.2", devices.get(4));
        assertEquals("device-10007,67,8,", devices.get(8));
    }

    @Test
    void theJsonTellsTheSettingsAndHowEvenlyDevicesAreServed() throws IOException {
        JsonNode report = json(SampleReports.named("fashion"));
        assertEquals("30", report.at("/settings/train.rounds").textValue());
        assertEquals(95, report.at("/devices/measured").intValue());
        assertEquals(10, report.at("/devices/worst").size());
    }

    @Test
    void whatWasExpectedAndNotMetIsToldInBoth() throws IOException {
        ReportInput input = SampleReports.with("fashion", SampleRuns.realistic(3),
                Expectation.of(List.of("accuracy >= 0.85"), List.of("accuracy is 0.5, expected >= 0.85")), "");
        JsonNode report = json(input);
        assertFalse(report.at("/expect/met").booleanValue());
        assertEquals("accuracy is 0.5, expected >= 0.85", report.at("/expect/failures/0").textValue());
        assertTrue(Files.readString(folder.resolve("report.html")).contains("accuracy is 0.5, expected >= 0.85"));
    }

    @Test
    void aLossThatIsNotFiniteIsNull() throws IOException {
        RoundView round = SampleRuns.committed(1, 0.1);
        RoundView diverged = new RoundView(1, round.outcome(), null, round.reports(),
                new RoundView.Evaluation(0.1, null, new int[][] {{3, 1}, {0, 4}}), round.traffic(), round.seconds(),
                round.model());
        JsonNode report = json(SampleReports.with("x", SampleRuns.run(Status.FINISHED, 1, List.of(diverged)),
                Expectation.of(List.of(), List.of()), ""));
        assertTrue(report.at("/rounds/0/loss").isNull());
    }

    @Test
    void aRunWithoutExpectationsDoesNotSayThatAnyWereMet() throws IOException {
        JsonNode report = json(SampleReports.named("fashion"));
        assertEquals(0, report.at("/expect/expected").size());
        assertTrue(report.path("learned").asBoolean());
        String page = Files.readString(folder.resolve("report.html"));
        assertTrue(page.contains("Nothing was expected of it"));
    }

    @Test
    void filesThatWereLeftOutAreCountedAndTheFirstNamedWithTheReason() throws IOException {
        JsonNode left = json(SampleReports.named("fashion")).get("leftOut");
        assertEquals(1, left.get("count").intValue());
        assertEquals("pictures/dog/cut.png", left.at("/first/0/file").textValue());
        assertEquals("broken image", left.at("/first/0/reason").textValue());
        assertTrue(Files.readString(folder.resolve("report.html")).contains("pictures/dog/cut.png"));
        DataLeftOut many = DataLeftOut.of(Collections.nCopies(1000, new DataLeftOut.File("x", "broken image")));
        assertEquals(List.of(1000, 20), List.of(many.count(), many.first().size()));
    }

    @Test
    void aRunOfNoRoundsHasAReport() throws IOException {
        assertEquals(0, json(SampleReports.with("x", SampleRuns.run(Status.STOPPED, 3, List.of()),
                Expectation.of(List.of(), List.of()), "")).get("rounds").size());
    }

    @Test
    void writingReplacesWhatWasThereAndLeavesNothingElse() throws IOException {
        Report.write(folder, SampleReports.named("first"));
        Path page = Report.write(folder, SampleReports.named("second"));
        assertEquals(folder.resolve("report.html"), page);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of("devices.csv", "report.html", "report.json", "rounds.csv"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertFalse(Files.readString(page).contains("\"name\":\"first\""));
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThrows(NoSuchFileException.class, () -> Report.write(folder.resolve("none"), SampleReports.named("x")));
    }
}
