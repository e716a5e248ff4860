package io.tributary.client.internal.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.parameters.Chunking;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a round staged counts when its update was acknowledged, and only then. */
final class DeviceStateTest {
    private static final String RUN = "01900000-0000-7000-8000-000000000001";
    private static final String OTHER = "01900000-0000-7000-8000-000000000002";
    @TempDir
    Path home;
    private final List<RejectedException> damaged = new ArrayList<>();
    private DeviceState state;

    @BeforeEach
    void open() throws IOException {
        state = states("device-1").of(RUN);
    }

    private DeviceStates states(String device) throws IOException {
        return DeviceStates.open(home, device, damaged::add);
    }

    /** What a process that starts now finds. */
    private float[] found(String name) throws IOException {
        return states("device-1").of(RUN).read(name).orElse(new float[0]);
    }

    private void acknowledge(int round, String name, float... values) throws IOException {
        state.begin(round);
        state.stage(name, values);
        state.promote(round);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("state"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Path vector() throws IOException {
        return files().stream().filter(file -> file.getFileName().toString().length() == 36).findFirst().orElseThrow();
    }

    @Test
    void stagedValuesAreReadOnceTheirRoundIsAcknowledged() throws Exception {
        state.begin(3);
        state.stage("control", new float[] {1, Float.NaN, -0f});
        assertTrue(state.read("control").isEmpty(), "not yet");
        state.promote(3);
        assertArrayEquals(new float[] {1, Float.NaN, -0f}, state.read("control").orElseThrow());
        assertArrayEquals(new float[] {1, Float.NaN, -0f}, found("control"));
        assertEquals(2, files().size(), "one vector, one list");
    }

    @Test
    void vectorsOfSeveralBlocksComeBackBitByBit() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[2 * Chunking.CHUNK_VALUES + 7];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt() & 0x7F7FFFFF);
        }
        acknowledge(1, "residual", values);
        assertArrayEquals(values, found("residual"));
    }

    @Test
    void aRoundThatWasNotAcknowledgedLeavesTheOldState() throws Exception {
        acknowledge(1, "control", 1);
        state.begin(2);
        state.stage("control", new float[] {2});
        state.drop();
        state.promote(2);
        assertArrayEquals(new float[] {1}, found("control"));
        state.begin(3);
        state.stage("control", new float[] {3});
        state.begin(4);
        state.promote(4);
        assertArrayEquals(new float[] {1}, found("control"));
        assertEquals(2, files().size(), "nothing else is left on disk");
    }

    @Test
    void anotherRoundsAcknowledgementPromotesNothing() throws Exception {
        acknowledge(1, "control", 1);
        state.begin(2);
        state.stage("control", new float[] {2});
        states("device-1").of(RUN).promote(3);
        assertArrayEquals(new float[] {1}, found("control"));
    }

    @Test
    void severalVectorsArePromotedTogetherAndOthersStay() throws Exception {
        acknowledge(1, "local", 1);
        state.begin(2);
        state.stage("control", new float[] {2});
        state.stage("residual", new float[] {3});
        state.stage("control", new float[] {4});
        states("device-1").of(RUN).promote(2);
        assertArrayEquals(new float[] {1}, found("local"));
        assertArrayEquals(new float[] {4}, found("control"));
        assertArrayEquals(new float[] {3}, found("residual"));
        assertEquals(4, files().size());
    }

    @Test
    void i5NoPlaintextTouchesTheDisk() throws Exception {
        acknowledge(1, "control", 12345.678f, 12345.678f);
        byte[] plain = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(12345.678f).array();
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 0; i + 4 <= bytes.length; i++) {
                assertFalse(Arrays.equals(plain, Arrays.copyOfRange(bytes, i, i + 4)),
                        file.toString());
            }
        }
    }

    @Test
    void anAlteredVectorReadsAsAbsentAndIsAnnouncedOnce() throws Exception {
        acknowledge(1, "control", 1, 2, 3);
        byte[] bytes = Files.readAllBytes(vector());
        bytes[bytes.length / 2] ^= 1;
        Files.write(vector(), bytes);
        assertArrayEquals(new float[0], found("control"));
        assertArrayEquals(new float[0], found("control"));
        assertEquals(List.of(Reason.BAD_SEAL), damaged.stream().map(RejectedException::reason).toList());
    }

    @Test
    void aTornOrMissingVectorReadsAsAbsent() throws Exception {
        acknowledge(1, "control", 1, 2, 3);
        Files.write(vector(), new byte[5]);
        assertArrayEquals(new float[0], found("control"));
        acknowledge(2, "control", 1, 2, 3);
        Files.delete(vector());
        assertArrayEquals(new float[0], found("control"));
        assertEquals(List.of(Reason.WRONG_LENGTH, Reason.WRONG_LENGTH),
                damaged.stream().map(RejectedException::reason).toList());
    }

    @Test
    void oneVectorCannotStandForAnother() throws Exception {
        acknowledge(1, "control", 1);
        Path old = vector();
        byte[] bytes = Files.readAllBytes(old);
        acknowledge(2, "control", 2);
        Files.write(vector(), bytes);
        assertArrayEquals(new float[0], found("control"));
        assertEquals(Reason.BAD_SEAL, damaged.get(0).reason());
    }

    @Test
    void anAlteredListLosesTheStateAndSaysSo() throws Exception {
        acknowledge(1, "control", 1);
        Path list = home.resolve("state").resolve(RUN).resolve("current");
        Files.write(list, new byte[100]);
        assertArrayEquals(new float[0], found("control"));
        assertEquals(1, damaged.size());
        acknowledge(2, "control", 2);
        assertArrayEquals(new float[] {2}, found("control"));
    }

    @Test
    void anotherDevicesAndAnotherRunsStateReadAsAbsent() throws Exception {
        acknowledge(1, "control", 1);
        assertTrue(states("device-2").of(RUN).read("control").isEmpty());
        assertEquals(1, damaged.size());
        acknowledge(1, "control", 1);
        assertTrue(states("device-1").of(OTHER).read("control").isEmpty());
        Files.createDirectories(home.resolve("state").resolve(OTHER));
        for (Path file : files()) {
            Files.copy(file, home.resolve("state").resolve(OTHER).resolve(file.getFileName()));
        }
        assertTrue(states("device-1").of(OTHER).read("control").isEmpty());
        assertEquals(2, damaged.size());
    }

    @Test
    void atTheEndOnlyTheLocalVectorsOfServedModelsStay() throws Exception {
        acknowledge(1, "control", 1);
        acknowledge(2, "local", 2);
        DeviceState other = states("device-1").of(OTHER);
        other.begin(1);
        other.stage("local", new float[] {3});
        other.promote(1);
        Path foreign = Files.createDirectories(home.resolve("state").resolve("notes"));
        states("device-1").end(Set.of(RUN), "local");
        assertArrayEquals(new float[] {2}, found("local"));
        assertArrayEquals(new float[0], found("control"));
        assertFalse(Files.exists(home.resolve("state").resolve(OTHER)));
        assertTrue(Files.exists(foreign), "what is not a run's is not touched");
        states("device-1").end(Set.of(), "local");
        assertEquals(List.of(), files());
    }

    @Test
    void namesNumbersAndLengthsAreBounded() throws Exception {
        state.begin(1);
        assertThrows(IllegalArgumentException.class, () -> state.stage("../x", new float[1]));
        assertThrows(IllegalArgumentException.class, () -> state.stage("control", new float[0]));
        for (int i = 0; i < 16; i++) {
            state.stage("v" + i, new float[1]);
        }
        assertThrows(IllegalArgumentException.class, () -> state.stage("v16", new float[1]));
        assertThrows(IllegalStateException.class,
                () -> states("device-1").of(OTHER).stage("control", new float[1]));
    }
}
