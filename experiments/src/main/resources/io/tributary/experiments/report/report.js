'use strict';
(() => {
    const {make, into, title, facts, percent, number, bytes, seconds, sum, clean, table, variable, show, data} = page;
    const report = data();
    const rounds = report.rounds;
    const last = report.final;
    /** Of a round until its version is there; it is measured beside the next round. */
    const phases = ['select', 'train', 'upload', 'aggregate'];
    const charts = [];

    const duration = round => sum(phases, phase => round.seconds[phase]);
    const className = index => clean(report.classes[index] ?? 'class ' + index);

    // ------------------------------------------------------------ tables and charts

    /** columns: [heading, round => text] */
    const roundTable = (caption, columns, rowClass) => table(caption, [['Round', round => String(round.round)], ...columns],
        rounds, {rowClass, words: ['Outcome']});

    /** A chart, and the same figures as a table behind a disclosure. series: [{label, value, colour}] */
    const chart = (id, heading, remark, summary, type, series, format, axis = {}) => {
        const canvas = make('canvas', {role: 'img', 'aria-label': heading + '. ' + summary});
        into(id, title(heading, remark), make('div', {class: 'canvas'}, canvas),
            make('details', {}, make('summary', {}, 'As a table'),
                roundTable(heading, series.map(one => [one.label, round => format(one.value(round))]))));
        const bars = type === 'bar';
        const draw = () => new Chart(canvas, {
            type,
            data: {
                labels: rounds.map(round => round.round),
                datasets: series.map(one => ({
                    label: one.label, data: rounds.map(one.value), spanGaps: true, tension: .25,
                    borderColor: variable(one.colour), backgroundColor: variable(one.colour),
                    borderWidth: bars ? 0 : 2.5, clip: 8, pointRadius: rounds.length > 40 ? 0 : 3, maxBarThickness: 44,
                })),
            },
            options: {
                animation: false, maintainAspectRatio: false,
                interaction: {mode: 'index', intersect: false},
                plugins: {
                    legend: {display: series.length > 1, labels: {boxWidth: 12, boxHeight: 12}},
                    tooltip: {
                        callbacks: {
                            title: items => 'Round ' + items[0].label,
                            label: item => item.dataset.label + ': ' + format(item.raw),
                        },
                    },
                },
                scales: {
                    x: {stacked: !!axis.stacked, title: {display: true, text: 'Round'}, grid: {display: false}, ticks: {maxRotation: 0}},
                    y: {stacked: !!axis.stacked, beginAtZero: true, max: axis.max, grace: axis.max ? 0 : '8%', ticks: {maxTicksLimit: 6, callback: axis.tick ?? format}},
                },
            },
        });
        charts.push(draw);
    };

    const trained = rounds.some(round => round.trainLoss != null);
    const measured = rounds.filter(round => round.accuracy != null);
    const fromTo = (of, format) => measured.length === 0 ? 'Not measured.'
        : 'From ' + format(of(measured[0])) + ' to ' + format(of(measured.at(-1))) + ' in ' + rounds.length + ' rounds.';

    const drawCharts = () => {
        chart('accuracy', 'Accuracy', 'on held-out data', fromTo(round => round.accuracy, percent), 'line',
            [{label: 'Accuracy', value: round => round.accuracy, colour: '--series-1'}], value => percent(value, 2),
            {max: 1, tick: value => Math.round(100 * value) + ' %'});
        chart('loss', 'Loss', 'mean cross-entropy, nats', fromTo(round => round.loss ?? 0, value => number(value, 3)), 'line',
            [{label: 'Loss', value: round => round.loss, colour: '--series-2'},
                ...(trained ? [{label: 'Training, as devices say', value: round => round.trainLoss, colour: '--series-3'}] : [])], value => number(value, 4),
            {tick: value => Number(value.toFixed(4))});
        chart('bytes', 'Traffic', 'a round, sealed updates up and models down',
            bytes(sum(rounds, round => round.bytesUp)) + ' up and ' + bytes(sum(rounds, round => round.bytesDown)) + ' down in all.',
            'bar', [{label: 'Up', value: round => round.bytesUp, colour: '--series-1'},
                {label: 'Down', value: round => round.bytesDown, colour: '--series-2'}], bytes);
        chart('phases', 'Time', 'a round until its version, by phase', seconds(sum(rounds, duration)) + ' in all.', 'bar',
            phases.map((phase, i) => ({label: phase[0].toUpperCase() + phase.slice(1), value: round => round.seconds[phase],
                colour: '--series-' + (i + 1)})), seconds, {stacked: true, tick: value => Number(value.toFixed(3)) + ' s'});
    };

    // ------------------------------------------------------------ sections

    const endings = {
        active: 'The run had not ended when this was written, after round ' + rounds.length + ' of ' + report.plannedRounds
            + '. If it goes on, this page is written again after each round; if it was killed, it goes on with --resume.',
        paused: 'The run is paused', stopped: 'The run was stopped', failed: 'The run failed',
    };

    const verdict = () => {
        const list = report.status === 'finished' ? report.expect.failures : [];
        const ended = report.status !== 'finished';
        const because = report.failure ? ': ' + clean(report.failure) : '';
        const [kind, text] = ended ? [report.status === 'active' ? 'open' : 'bad', endings[report.status] + because]
            : !report.learned ? ['bad', 'Nothing was learned']
            : !report.expect.expected.length ? ['open', 'The run finished. Nothing was expected of it: its config has no expect.']
            : report.expect.met ? ['good', '✓ Expectations met'] : ['bad', '✗ Expectations not met'];
        const notes = list.concat(ended && !report.learned ? ['Nothing was learned yet: no round made a model.'] : []);
        into('verdict', make('div', {class: 'verdict ' + kind}, text,
            ...(notes.length ? [make('ul', {}, ...notes.map(note => make('li', {}, clean(note))))] : [])));
    };

    const headline = () => {
        const committed = rounds.filter(round => round.outcome === 'committed').length;
        const abandoned = rounds.length - committed;
        const tile = (name, figure, remark) => into('headline', make('div', {class: 'tile'}, make('p', {}, name),
            make('p', {class: 'figure'}, figure), make('p', {}, remark)));
        tile('Accuracy', percent(last?.accuracy, 2), 'on held-out data');
        tile('Rounds', String(committed), (abandoned ? 'committed, ' + abandoned + ' abandoned' : 'committed') + ', of ' + report.plannedRounds);
        tile('Time', seconds(report.totalSeconds), rounds.length
            ? seconds(sum(rounds, duration) / rounds.length) + ' a round' : 'no round');
        tile('Uploaded', bytes(sum(rounds, round => round.bytesUp)), sum(rounds, round => round.accepted) + ' sealed updates');
        tile('Downloaded', bytes(sum(rounds, round => round.bytesDown)), 'models to devices');
    };

    const identity = () => into('identity', !last ? make('p', {}, 'There is no model: no round made one.') : facts([
        ['Version', String(last.modelVersion)],
        ['SHA-256', make('code', {}, last.sha256)],
        ['Signature', last.signatureVerified ? make('span', {class: 'good'}, '✓ verified')
            : make('span', {class: 'bad'}, '✗ not verified')],
    ]));

    /** worst: the largest share of a class that was taken for one other, so that what is confused most stands out */
    const matrixRow = (row, truth, worst) => {
        const total = sum(row, count => count);
        const cells = row.map((count, guess) => {
            const share = total ? count / total : 0;
            const cell = make('td', count ? {} : {class: 'zero'}, String(count));
            cell.title = className(truth) + ' taken for ' + className(guess) + ': ' + count + ' of ' + total;
            if (count) {
                const [hue, shade] = truth === guess ? ['--heat', .1 + .8 * share] : ['--miss', .05 + .5 * share / worst];
                cell.style.background = `rgba(var(${hue}), ${shade.toFixed(3)})`;
                if (truth === guess && share > .6) cell.style.color = 'var(--on-heat)';
            }
            return cell;
        });
        return make('tr', {}, make('th', {scope: 'row', title: className(truth)}, className(truth)), ...cells,
            make('td', {class: 'rate'}, total ? percent(row[truth] / total, 0) : '–'));
    };

    const confusion = () => {
        const round = rounds.findLast(one => one.confusion);
        if (!round) {
            document.getElementById('confusion').remove();
            return;
        }
        const worst = Math.max(...round.confusion.map((row, truth) =>
            Math.max(0, ...row.filter((_, guess) => guess !== truth)) / Math.max(1, sum(row, count => count))));
        const head = make('tr', {}, make('td', {}, ''), ...round.confusion.map((_, i) =>
            make('th', {scope: 'col', title: className(i)}, className(i))), make('th', {scope: 'col'}, 'Recall'));
        into('confusion', title('Confusion', 'after round ' + round.round),
            make('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Confusion matrix'},
                make('table', {class: round.confusion.length > 12 ? 'matrix dense' : 'matrix'},
                    make('caption', {}, 'A row is what an example is, a column what the model took it for.'),
                    make('thead', {}, head), make('tbody', {}, ...round.confusion.map((row, truth) => matrixRow(row, truth, worst))))));
    };

    /** How many devices each step of accuracy has, and who is served worst. */
    const devices = () => {
        const spread = report.devices;
        if (!spread) {
            document.getElementById('devices').remove();
            return;
        }
        const step = 1 / spread.histogram.length;
        const range = i => percent(i * step, 0) + ' to ' + percent((i + 1) * step, 0);
        const canvas = make('canvas', {role: 'img', 'aria-label': 'Devices by accuracy. Mean ' + percent(spread.mean)
            + ', the worst tenth ' + percent(spread.worstTenth) + '.'});
        const [least, tenth, , median, , ninth, most] = spread.quantiles;
        into('devices', title('Devices', 'the model on held-out examples of each device\u2019s classes, ' + spread.measured + ' devices'),
            facts([['Mean', percent(spread.mean)], ['Worst tenth', percent(spread.worstTenth)], ['Median', percent(median)],
                ['10 % to 90 %', percent(tenth) + ' to ' + percent(ninth)], ['All', percent(least) + ' to ' + percent(most)]]),
            make('div', {class: 'canvas'}, canvas),
            make('details', {}, make('summary', {}, 'The worst tenth as a table'), table('Devices that are served worst, all are in devices.csv', [
                ['Device', one => clean(one.device)], ['Accuracy', one => percent(one.accuracy, 2)],
                ['Examples', one => String(one.examples)], ['Classes', one => String(one.classes)]], spread.worst)));
        charts.push(() => new Chart(canvas, {
            type: 'bar',
            data: {labels: spread.histogram.map((_, i) => Math.round(100 * i * step) + ' %'),
                datasets: [{label: 'Devices', data: spread.histogram, backgroundColor: variable('--series-1'), categoryPercentage: 1, barPercentage: .92}]},
            options: {
                animation: false, maintainAspectRatio: false,
                plugins: {legend: {display: false}, tooltip: {callbacks: {title: items => range(items[0].dataIndex)}}},
                scales: {
                    x: {title: {display: true, text: 'Accuracy, from'}, grid: {display: false}, ticks: {maxRotation: 0}},
                    y: {title: {display: true, text: 'Devices'}, beginAtZero: true, ticks: {precision: 0, maxTicksLimit: 6}},
                },
            },
        }));
    };

    const samples = () => {
        if (!report.samples.length) {
            document.getElementById('samples').remove();
            return;
        }
        const right = report.samples.filter(one => one.true === one.predicted).length;
        const item = one => {
            const image = one.image ? [make('img', {src: one.image, alt: 'An example of ' + className(one.true)})] : [];
            image.forEach(shown => shown.addEventListener('load', () => shown.classList.toggle('small', shown.naturalWidth < 100)));
            const hit = one.true === one.predicted;
            return make('li', {class: hit ? 'right' : 'wrong'}, ...image, make('div', {},
                make('span', {class: 'guess ' + (hit ? 'good' : 'bad')}, (hit ? '✓ ' : '✗ ') + className(one.predicted)), 
                make('span', {class: 'truth'}, percent(one.probability, 0) + ' sure' + (hit ? '' : ', is ' + className(one.true)))));
        };
        into('samples', title('Predictions on unseen examples', right + ' of ' + report.samples.length + ' right'),
            make('ul', {class: 'gallery'}, ...report.samples.map(item)));
    };

    const roundSection = () => into('rounds', title('Rounds'), roundTable('All rounds, times in seconds', [
        ['Accuracy', round => percent(round.accuracy, 2)],
        ['Loss', round => number(round.loss, 4)],
        ['Train loss', round => number(round.trainLoss, 4) + (round.silent ? ' (' + round.silent + ' silent)' : '')],
        ['Accepted', round => String(round.accepted)],
        ['Dropped', round => String(round.dropped)],
        ['Up', round => bytes(round.bytesUp)],
        ['Down', round => bytes(round.bytesDown)],
        ...phases.map(phase => [phase[0].toUpperCase() + phase.slice(1), round => number(round.seconds[phase], 2)]),
        ['Evaluate', round => number(round.seconds.evaluate, 2)],
        ['Outcome', round => round.outcome + (round.reason ? ': ' + clean(round.reason) : '')],
    ], round => round.outcome));

    const about = () => {
        const where = report.environment;
        into('environment', title('Environment'), facts([
            ['JVM', where.jvm], ['System', where.os], ['Processor', where.cpu], ['Processors', String(where.processors)],
            ['libtorch threads', where.libtorchThreads + ' a model'],
            ['Plug-ins', where.plugIns.length ? where.plugIns.join(', ') : 'none'], ['Seed', String(report.seed)],
            ...(report.leftOut.count ? [['Data left out', report.leftOut.count + ' files: '
                + report.leftOut.first.map(one => clean(one.file) + ' (' + clean(one.reason) + ')').join(', ')]] : []),
        ]));
        into('config', title('Config'), make('pre', {tabindex: '0', 'aria-label': 'Config'}, report.config));
    };

    document.title = report.name + ' · Tributary report';
    into('name', report.name);
    into('subtitle', (report.finished ? 'Ended ' : 'Written ') + new Date(report.written).toLocaleString() + ' · seed ' + report.seed);
    verdict();
    headline();
    identity();
    drawCharts();
    confusion();
    devices();
    samples();
    roundSection();
    about();
    show(charts);
})();
