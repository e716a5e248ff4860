package io.tributary.coordinator.http;

import io.vertx.ext.web.Router;
import java.util.Map;

/** Says hello. */
final class GreetingRoutes {
    private final Background background;

    GreetingRoutes(Background background) {
        this.background = background;
    }

    void mount(Router router) {
        router.get("/v1/greeting")
                .handler(request -> background.answer(request, () -> Reply.json(200, Map.of("hello", "world"))));
    }
}
