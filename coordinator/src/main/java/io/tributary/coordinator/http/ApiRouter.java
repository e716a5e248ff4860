package io.tributary.coordinator.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The routes of the API. Each is made together with its guard; one that is made in any other way is found at the start, so that nothing is
 * open by omission.
 */
final class ApiRouter {
    /** Under this name a request that is refused for its method has the methods that its path takes. */
    static final String ALLOWED = "tributary.allowed";

    private static final int METHOD_NOT_ALLOWED = 405;
    private final Router router;
    private final Set<Route> guarded = new HashSet<>();

    /** No route yet; every failure is answered by this handler. */
    ApiRouter(Vertx vertx, Handler<RoutingContext> failures, List<Integer> statuses) {
        this.router = Router.router(vertx);
        guarded.add(router.route().failureHandler(failures));
        statuses.forEach(status -> router.errorHandler(status, failures));
        router.errorHandler(METHOD_NOT_ALLOWED, request -> failures.handle(request.put(ALLOWED, allowed(request))));
    }

    /** The methods that the routes of a path take (RFC 9110, section 15.5.6). */
    private String allowed(RoutingContext request) {
        String path = request.request().path();
        List<Route> described =
                router.getRoutes().stream().filter(route -> route.getPath() != null && route.methods() != null)
                        .toList();
        List<Route> exact = described.stream().filter(route -> route.getPath().equals(path)).toList();
        return (exact.isEmpty() ? described : exact).stream()
                .filter(route -> path.matches(route.getPath().replaceAll(":[a-z0-9]+", "[^/]+")))
                .flatMap(route -> route.methods().stream()).map(HttpMethod::name).distinct().sorted()
                .collect(Collectors.joining(", "));
    }

    /** A route that is read: HEAD has the same answer as GET without its body. */
    Route read(String path, SecurityPolicyHandler guard) {
        Route route = router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(guard);
        guarded.add(route);
        return route;
    }

    Route get(String path, SecurityPolicyHandler guard) {
        return route(HttpMethod.GET, path, guard);
    }

    Route post(String path, SecurityPolicyHandler guard) {
        return route(HttpMethod.POST, path, guard);
    }

    Route delete(String path, SecurityPolicyHandler guard) {
        return route(HttpMethod.DELETE, path, guard);
    }

    /** A route that begins with its guard. */
    Route route(HttpMethod method, String path, SecurityPolicyHandler guard) {
        Route route = router.route(method, path).handler(guard);
        guarded.add(route);
        return route;
    }

    /** The router below, for what the framework does by itself. */
    Router unguarded() {
        return router;
    }

    /** The API. @throws IllegalStateException if a route has no guard */
    Handler<HttpServerRequest> checked() {
        router.getRoutes().stream().filter(route -> !guarded.contains(route)).findFirst().ifPresent(open -> {
            throw new IllegalStateException("the route " + open.methods() + " " + open.getPath()
                    + " has no guard: add it by a method of ApiRouter that takes one");
        });
        return router;
    }

    /** What is served, as {@code METHOD /path/{parameter}}, sorted. */
    List<String> routes() {
        return router.getRoutes().stream().filter(route -> route.getPath() != null && route.methods() != null)
                .flatMap(route -> route.methods().stream().map(method -> method + " " + template(route.getPath())))
                .sorted().toList();
    }

    /** A route of all paths below one has a path that ends with a slash: what comes after it names a tile. */
    private static String template(String path) {
        return path.replaceAll(":([a-z0-9]+)", "{$1}").replaceAll("/$", "/{tile}");
    }
}
