package io.tributary.coordinator;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.function.BiConsumer;

/** The event loops. */
record Node(Vertx vertx, BiConsumer<String, byte[]> events) {
    static Node start(CoordinatorOptions options, MeterRegistry meters, Shutdown shutdown) {
        VertxOptions vertxOptions = new VertxOptions()
                .setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)
                        .addDisabledMetricsCategory(MetricsDomain.NAMED_POOLS));
        Vertx vertx = Vertx.builder().with(vertxOptions).withMetrics(new MicrometerMetricsFactory(meters)).build();
        shutdown.add(() -> vertx.close().await());
        return new Node(vertx, (_, _) -> {});
    }
}
