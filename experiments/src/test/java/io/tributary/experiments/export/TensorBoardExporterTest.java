package io.tributary.experiments.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tributary.experiments.SampleRuns;
import io.tributary.protocol.message.RunView;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardExporterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private byte[] written() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all.toString());
            return Files.readAllBytes(all.getFirst());
        }
    }

    /** 24 bytes, their length's checksum as TensorFlow's own writer has it in each file, wall time 1,700,000,000 as a double, "brain.Event:2". */
    @Test
    void aFileBeginsAsTensorFlowsOwn() throws IOException {
        new TensorBoardExporter(folder, CLOCK).close();
        assertEquals(
                "1800000000000000" + "a37f4b22" + "09" + "00000040fc54d941" + "1a0d" + "627261696e2e4576656e743a32",
                HexFormat.of().formatHex(written(), 0, 36));
    }

    @Test
    void eachRoundIsAnEventWithItsNumbers() throws Exception {
        try (TensorBoardExporter exporter = new TensorBoardExporter(folder, CLOCK)) {
            exporter.round(SampleRuns.committed(7, 0.75));
            exporter.ended(RunView.Status.FINISHED);
        }
        List<byte[]> records = records(written());
        assertEquals(2, records.size());
        List<String> fields = new ArrayList<>();
        read(records.get(1), fields);
        assertTrue(fields.contains("step 7"), fields.toString());
        assertTrue(fields.contains("accuracy 0.75"), fields.toString());
        assertTrue(fields.stream().anyMatch(field -> field.startsWith("seconds/aggregate ")), fields.toString());
    }

    @Test
    void aResumedRunReplacesItsFileAndLeavesOthers() throws Exception {
        Path other = Files.writeString(folder.resolve("events.out.tfevents.1.other"), "x");
        new TensorBoardExporter(folder, CLOCK).close();
        new TensorBoardExporter(folder, Clock.offset(CLOCK, java.time.Duration.ofSeconds(5))).close();
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
        assertEquals("x", Files.readString(other));
    }

    private static List<byte[]> records(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> records = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] record = new byte[(int) in.getLong()];
            in.getInt();
            in.get(record);
            in.getInt();
            records.add(record);
        }
        return records;
    }

    /** {@code step N} and {@code tag value}, by the numbers of fields in event.proto and summary.proto. */
    private static void read(byte[] event, List<String> fields) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(event);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 2 -> fields.add("step " + in.readInt64());
                case 5 -> values(in.readByteArray(), fields);
                default -> in.skipField(tag);
            }
        }
    }

    private static void values(byte[] summary, List<String> fields) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(summary);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            CodedInputStream value = CodedInputStream.newInstance(in.readByteArray());
            value.readTag();
            String name = value.readString();
            value.readTag();
            fields.add(name + " " + value.readFloat());
        }
    }
}
