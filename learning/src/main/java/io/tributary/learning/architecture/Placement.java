package io.tributary.learning.architecture;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import io.tributary.protocol.plan.ClientMethod;
import io.tributary.protocol.plan.ModelSpec;
import io.tributary.protocol.plan.RunPlan;
import io.tributary.protocol.plan.TrainingSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where each tensor of a network stands: in the vector that travels between coordinator and devices, or in the one that stays on the device.
 * The first holds, by role, what is trained, running statistics, SCAFFOLD's control variates ({@code control.<name>}, one for each tensor
 * that is trained and travels), and what is frozen. Immutable.
 */
public final class Placement {
    private static final String CONTROL = "control.";
    private final ParameterLayout layout;
    private final List<Place> places;
    private final int localSize;

    /**
     * One tensor of the network.
     *
     * @param parameter its name, its role in the network ({@link Role#FROZEN} if nobody trains it) and its shape
     * @param local whether it stays on the device
     * @param offset of its first value, in the vector that stays or in the one that travels
     */
    public record Place(Parameter parameter, boolean local, int offset) {
        /** Whether training moves it. */
        public boolean trained() {
            return parameter.role() == Role.TRAINABLE;
        }

        /** Whether an update has it. */
        public boolean sent() {
            return !local && parameter.role() != Role.FROZEN;
        }
    }

    private Placement(ParameterLayout layout, List<Place> places, int localSize) {
        this.layout = layout;
        this.places = List.copyOf(places);
        this.localSize = localSize;
    }

    /**
     * The whole network travels, and nothing else does.
     *
     * @throws IllegalArgumentException as {@link Architectures#check}
     */
    public static Placement of(ModelSpec spec) {
        return of(Architectures.layout(spec), Left.NOTHING, false);
    }

    /**
     * What a plan says.
     *
     * @throws IllegalArgumentException as {@link Architectures#layout(ModelSpec, TrainingSpec)}, or if the plan's layout is another one
     */
    public static Placement of(RunPlan plan) {
        Placement placement = of(plan.spec(), plan.training());
        if (!placement.layout.equals(plan.layout())) {
            throw new IllegalArgumentException("the plan's layout is not that of its architecture '"
                    + plan.spec().architecture() + "' trained as it says");
        }
        return placement;
    }

    /**
     * What a plan says of a network that an engine built.
     *
     * @param network its tensors
     * @throws IllegalArgumentException if tensors are to stay on the devices, or the plan's layout is another one
     */
    public static Placement of(RunPlan plan, ParameterLayout network) {
        if (!plan.training().local().isEmpty()) {
            throw new IllegalArgumentException("tensors of network '" + plan.spec().architecture()
                    + "' cannot stay on the devices: nothing says what they begin with there");
        }
        Placement placement = of(network, plan.training());
        if (!placement.layout.equals(plan.layout())) {
            throw new IllegalArgumentException("the plan's layout is not that of its network '"
                    + plan.spec().architecture() + "' as it is here");
        }
        return placement;
    }

    private static Placement of(ModelSpec spec, TrainingSpec training) {
        return of(Architectures.layout(spec), training);
    }

    /** A network of these tensors, trained so. */
    static Placement of(ParameterLayout network, TrainingSpec training) {
        return of(network, Left.of(network, training),
                training.clientMethod().map(ClientMethod::serverPart).filter(part -> part.controls().isPresent())
                        .isPresent());
    }

    private static Placement of(ParameterLayout network, Left left, boolean controls) {
        List<Parameter> travelling = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            if (!left.isLocal(parameter)) {
                travelling.add(left.isFrozen(parameter) ? with(parameter, Role.FROZEN, parameter.name()) : parameter);
            }
        }
        if (controls) {
            travelling.addAll(travelling.stream().filter(p -> p.role() == Role.TRAINABLE)
                    .map(p -> with(p, Role.CONTROL, CONTROL + p.name())).toList());
        }
        travelling.sort(Comparator.comparing(Parameter::role));
        return place(new ParameterLayout(travelling), network, left);
    }

    private static Placement place(ParameterLayout layout, ParameterLayout network, Left left) {
        Map<String, Integer> offsets = new HashMap<>();
        int offset = 0;
        for (Parameter parameter : layout.parameters()) {
            offsets.put(parameter.name(), offset);
            offset += parameter.size();
        }
        List<Place> places = new ArrayList<>();
        int localSize = 0;
        for (Parameter parameter : network.parameters()) {
            if (left.isLocal(parameter)) {
                places.add(new Place(parameter, true, localSize));
                localSize += parameter.size();
            } else {
                Role role = left.isFrozen(parameter) ? Role.FROZEN : parameter.role();
                places.add(new Place(with(parameter, role, parameter.name()), false,
                        Objects.requireNonNull(offsets.get(parameter.name()))));
            }
        }
        return new Placement(layout, places, localSize);
    }

    private static Parameter with(Parameter parameter, Role role, String name) {
        return new Parameter(name, role, parameter.shape());
    }

    /** The layout of the vector that travels. */
    public ParameterLayout layout() {
        return layout;
    }

    /** Number of values that stay on the device, 0 if the whole network travels. */
    public int localSize() {
        return localSize;
    }

    /** The network's tensors, in the order of {@link Architectures#layout(ModelSpec)}. */
    public List<Place> places() {
        return places;
    }

    /** What travels of a vector of the whole network: a new vector. Control variates are 0. */
    public float[] travelling(float[] network) {
        return pick(network, false, layout.size());
    }

    /** What stays of a vector of the whole network: a new vector. */
    public float[] local(float[] network) {
        return pick(network, true, localSize);
    }

    private float[] pick(float[] network, boolean local, int size) {
        float[] picked = new float[size];
        int from = 0;
        for (Place place : places) {
            if (place.local() == local) {
                System.arraycopy(network, from, picked, place.offset(), place.parameter().size());
            }
            from += place.parameter().size();
        }
        return picked;
    }
}
