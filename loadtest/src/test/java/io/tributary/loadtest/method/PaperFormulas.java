package io.tributary.loadtest.method;

import java.util.Arrays;
import java.util.List;

/** A method's rounds as its paper writes them, from some weights on, in double precision. Used by one thread. */
abstract sealed class PaperFormulas {
    /** x. */
    final double[] model;
    private final List<TestSite> sites;

    private PaperFormulas(double[] model, List<TestSite> sites) {
        this.model = model.clone();
        this.sites = List.copyOf(sites);
    }

    /** What devices are sent next. */
    double[] sent() {
        return model;
    }

    /** Plays a round of these devices. */
    abstract void round(List<Integer> devices);

    final TestSite site(int device) {
        return sites.get(device);
    }

    /** A device's part of all examples of a round. */
    final double part(int device, List<Integer> devices) {
        return site(device).data().count() / (double) devices.stream().mapToInt(one -> site(one).data().count()).sum();
    }

    final double[][] perDevice() {
        return new double[sites.size()][model.length];
    }

    /** Karimireddy et al. 2020, algorithm 1 with option II, N devices; models are weighted by examples, control variates are not. */
    static final class Scaffold extends PaperFormulas {
        private final double[] control;
        private final double[][] own = perDevice();
        private final int population;

        Scaffold(double[] model, List<TestSite> sites, int population) {
            super(model, sites);
            control = new double[model.length];
            this.population = population;
        }

        @Override
        double[] sent() {
            double[] joined = Arrays.copyOf(model, 2 * model.length);
            System.arraycopy(control, 0, joined, model.length, model.length);
            return joined;
        }

        @Override
        void round(List<Integer> devices) {
            double[] x = model.clone();
            double[] c = control.clone();
            for (int device : devices) {
                double[] before = own[device].clone();
                double[] y = site(device).train(x, (i, weight) -> c[i] - before[i]);
                for (int i = 0; i < x.length; i++) {
                    own[device][i] = before[i] - c[i] + (x[i] - y[i]) / (site(device).reach() * site(device).rate());
                    control[i] += (own[device][i] - before[i]) / population;
                    model[i] += part(device, devices) * (y[i] - x[i]);
                }
            }
        }
    }

    /** Wang et al. 2020, equation 11: normalised updates, times the mean of the steps' weights. */
    static final class FedNova extends PaperFormulas {
        FedNova(double[] model, List<TestSite> sites) {
            super(model, sites);
        }

        @Override
        void round(List<Integer> devices) {
            double[] x = model.clone();
            double effective =
                    devices.stream().mapToDouble(device -> part(device, devices) * site(device).reach()).sum();
            for (int device : devices) {
                double[] y = site(device).train(x, (i, weight) -> 0);
                for (int i = 0; i < x.length; i++) {
                    model[i] += effective * part(device, devices) * (y[i] - x[i]) / site(device).reach();
                }
            }
        }
    }

    /** Acar et al. 2021, algorithm 1, m devices. */
    static final class FedDyn extends PaperFormulas {
        private final double[] h;
        private final double[][] own = perDevice();
        private final double alpha;
        private final int population;

        FedDyn(double[] model, List<TestSite> sites, double alpha, int population) {
            super(model, sites);
            h = new double[model.length];
            this.alpha = alpha;
            this.population = population;
        }

        @Override
        void round(List<Integer> devices) {
            double[] x = model.clone();
            Arrays.fill(model, 0);
            for (int device : devices) {
                double[] before = own[device].clone();
                double[] y = site(device).train(x, (i, weight) -> alpha * (weight - x[i]) - before[i]);
                for (int i = 0; i < x.length; i++) {
                    own[device][i] -= alpha * (y[i] - x[i]);
                    h[i] -= alpha * (y[i] - x[i]) / population;
                    model[i] += y[i] / devices.size();
                }
            }
            for (int i = 0; i < x.length; i++) {
                model[i] -= h[i] / alpha;
            }
        }
    }
}
