package com.example.plugins;

import io.tributary.learning.DeviceMemory;
import io.tributary.learning.TrainingTask;
import io.tributary.learning.method.ClientMethodPlugIn;
import io.tributary.learning.method.GradientTerm;
import io.tributary.learning.method.MethodRound;
import io.tributary.protocol.plugin.PlugInSetting;
import io.tributary.protocol.plugin.PlugInSpec;
import java.util.List;
import java.util.Optional;

/** A client method: each device scales its own update down to a length before it is sealed. */
public final class Capped implements ClientMethodPlugIn {
    /** For the service loader. */
    public Capped() {}

    @Override
    public String name() {
        return "capped";
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public String summary() {
        return "Updates scaled down to a Euclidean norm on the device.";
    }

    @Override
    public List<PlugInSetting> settings() {
        return List.of(new PlugInSetting.Amount("norm", 1e-6, 1e6, 1, "Euclidean norm that no update exceeds"));
    }

    @Override
    public int heldVectors(PlugInSpec settings) {
        return 0;
    }

    @Override
    public MethodRound begin(TrainingTask task, int examples, double rate, PlugInSpec settings) {
        return new Round(settings.number("norm"));
    }

    private record Round(double most) implements MethodRound {
        @Override
        public Optional<GradientTerm> gradientTerm() {
            return Optional.empty();
        }

        @Override
        public void finish(float[] update, DeviceMemory memory) {
            double square = 0;
            for (float value : update) {
                square += (double) value * value;
            }
            double norm = Math.sqrt(square);
            for (int i = 0; norm > most && i < update.length; i++) {
                update[i] = (float) (update[i] * (most / norm));
            }
        }
    }
}
