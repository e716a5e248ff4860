package io.tributary.client.fake;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Which calls are answered wrongly: by what their method and path begin with, such as {@code "GET /v1/models"}. */
final class FakeFaults {
    private final Map<String, Queue<Fault>> once = new ConcurrentHashMap<>();
    private final Map<String, Fault> always = new ConcurrentHashMap<>();
    private final Map<String, UnaryOperator<byte[]>> alterations = new ConcurrentHashMap<>();

    void fail(String call, Fault fault) {
        once.computeIfAbsent(call, key -> new ConcurrentLinkedQueue<>()).add(fault);
    }

    void failAlways(String call, Fault fault) {
        always.put(call, fault);
    }

    void healAll() {
        once.clear();
        always.clear();
    }

    void alter(String call, UnaryOperator<byte[]> change) {
        alterations.put(call, change);
    }

    /** Whether exactly this call is broken for ever. */
    boolean isAlways(String call) {
        return always.containsKey(call);
    }

    /** What to answer a call with, if it is broken. */
    Optional<Fault> of(String call) {
        Stream<Fault> first = once.entrySet().stream().filter(entry -> call.startsWith(entry.getKey()))
                .map(entry -> entry.getValue().poll()).filter(Objects::nonNull);
        Stream<Fault> ever = always.entrySet().stream().filter(entry -> call.startsWith(entry.getKey()))
                .map(Map.Entry::getValue);
        return Stream.concat(first, ever).findFirst();
    }

    /** An answer with the changes that were asked for. */
    byte[] altered(String call, byte[] right) {
        byte[] answer = right;
        for (Map.Entry<String, UnaryOperator<byte[]>> alteration : alterations.entrySet()) {
            answer = call.startsWith(alteration.getKey()) ? alteration.getValue().apply(answer) : answer;
        }
        return answer;
    }
}
