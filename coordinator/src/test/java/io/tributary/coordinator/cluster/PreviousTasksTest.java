package io.tributary.coordinator.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.internal.serialization.impl.HeapData;
import io.tributary.coordinator.PreviousBuild;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks between members, as the build wrote them that knew version 1 alone. */
@DisplayName("A task of the previous build")
public class PreviousTasksTest {
    private static final byte[] ORDER = {1, 2, 3};
    private static final MessageVersions OLD = new MessageVersions(1, 1);

    private static Map<String, MemberTask<?>> tasks(int version) {
        Map<String, MemberTask<?>> tasks = new LinkedHashMap<>();
        tasks.put("range-task", new RangeTask(version, "tributary.ranges.7", ORDER));
        tasks.put("free-cores-task", new FreeCoresTask(version));
        tasks.put("job-ended-task", new JobEndedTask(version, "job-7"));
        return tasks;
    }

    private static InternalSerializationService serialization(MessageVersions read) {
        return new DefaultSerializationServiceBuilder()
                .addDataSerializableFactory(TaskFactory.ID, new TaskFactory(read)).build();
    }

    private static byte[] bytes(MemberTask<?> task) {
        return serialization(OLD).toData(task).toByteArray();
    }

    /** What this build writes for a member that reads version 1 alone. */
    public static Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        tasks(1).forEach((name, task) -> written.put(name, HexFormat.of().formatHex(bytes(task))));
        written.put("message-versions", MessageVersions.OF_THIS_BUILD.text());
        return written;
    }

    private static MemberTask<?> read(String name, MessageVersions versions) {
        byte[] old = PreviousBuild.bytes("messages.txt", name);
        MemberTask<?> task = serialization(versions).toObject(new HeapData(old));
        return task;
    }

    /** Notes what it is asked. */
    private static final class Worker implements RangeWorker {
        private final List<String> asked = new ArrayList<>();

        @Override
        public int freeCores() {
            asked.add("cores");
            return 5;
        }

        @Override
        public byte[] work(byte[] order, Supplier<OptionalInt> numbers) {
            asked.add("work " + Arrays.toString(order));
            return order;
        }

        @Override
        public void ended(String job) {
            asked.add("ended " + job);
        }
    }

    private static HazelcastInstance member(RangeWorker worker) {
        ConcurrentMap<String, Object> context = new ConcurrentHashMap<>(Map.of(MemberTask.WORKER, worker));
        return (HazelcastInstance) Proxy.newProxyInstance(HazelcastInstance.class.getClassLoader(),
                new Class<?>[] {HazelcastInstance.class},
                (_, method, _) -> method.getName().equals("getUserContext") ? context : null);
    }

    @Test
    void isDoneAsItWasMeant() {
        Worker worker = new Worker();
        List<Object> given = new ArrayList<>();
        for (String name : tasks(1).keySet()) {
            MemberTask<?> task = read(name, MessageVersions.OF_THIS_BUILD);
            task.setHazelcastInstance(member(worker));
            given.add(task.call());
        }
        assertEquals(List.of("work [1, 2, 3]", "cores", "ended job-7"), worker.asked);
        assertArrayEquals(ORDER, (byte[]) given.getFirst());
        assertEquals(List.of(5, true), given.subList(1, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"range-task", "free-cores-task", "job-ended-task"})
    void isReadWholeAndWrittenForThatBuildAsItsOwn(String name) throws Exception {
        byte[] old = PreviousBuild.bytes("messages.txt", name);
        MemberTask<?> task = read(name, OLD);
        assertArrayEquals(old, bytes(task), "nothing of it was left unread");
        byte[] now = bytes(tasks(1).get(name));
        assertArrayEquals(old, Arrays.copyOf(now, old.length), "what is more comes at the end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"range-task", "free-cores-task", "job-ended-task"})
    void comesToNothingOnceItsVersionIsReadNoMore(String name) {
        Worker worker = new Worker();
        MemberTask<?> task = read(name, new MessageVersions(2, 3));
        task.setHazelcastInstance(member(worker));
        assertNull(task.call());
        assertEquals(List.of(), worker.asked);
    }

    @Test
    void isWhatItsMembersSayThatTheyRead() {
        MessageVersions said =
                MessageVersions.read(PreviousBuild.value("messages.txt", "message-versions")).orElseThrow();
        assertEquals(OLD, said);
        assertEquals(OptionalInt.of(1), MessageVersions.OF_THIS_BUILD.inCommonWith(said));
    }
}
