package io.tributary.loadtest.fault;

import io.tributary.loadtest.round.Address;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;

/** One metric of a coordinator, as an operator reads it: labels to value. */
public record Scrape(Map<String, Double> values) {
    /** Asks it for one, by its whole name. */
    public static Scrape of(Address coordinator, String metric) throws IOException, InterruptedException {
        Map<String, Double> values = new TreeMap<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(coordinator.uri().resolve("/metrics"))
                    .header("Authorization", "Bearer " + coordinator.token()).build();
            http.send(request, BodyHandlers.ofLines()).body()
                    .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " ")).forEach(line -> {
                        int value = line.lastIndexOf(' ');
                        values.put(line.substring(metric.length(), value), Double.valueOf(line.substring(value + 1)));
                    });
        }
        return new Scrape(values);
    }

    /** All of it together. */
    public double sum() {
        return values.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** What is not zero. */
    @Override
    public String toString() {
        Map<String, Double> some = new TreeMap<>(values);
        some.values().removeIf(value -> value == 0);
        return some.toString();
    }
}
