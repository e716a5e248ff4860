'use strict';
(() => {
    const {make, into, title, percent, number, bytes, seconds, clean, table, variable, show, data} = page;
    const comparison = data();
    const groups = comparison.groups;
    const charts = [];
    const colour = i => variable('--series-' + (i % 5 + 1));
    /** After five groups the colours come again, with other lines. */
    const dash = i => [[], [7, 4], [2, 3], [10, 3, 2, 3]][Math.floor(i / 5) % 4];
    const target = percent(comparison.target, 0);
    const spread = (figures, format) => figures == null ? '–'
        : format(figures.mean) + (figures.runs > 1 ? ' ± ' + format(figures.deviation) : '');
    const mean = (figures, format) => figures == null ? '–' : format(figures.mean);
    const points = value => (100 * value).toFixed(2);

    // ------------------------------------------------------------ charts: a line a group, a band from the least to the most of its runs

    const band = (group, i, x, y) => {
        const curve = group.curve.filter(point => point[y]);
        const at = of => curve.map(point => ({x: x(point), y: of(point[y])}));
        const edge = {borderWidth: 0, pointRadius: 0, backgroundColor: colour(i) + '2b', band: true};
        const line = {label: clean(group.label), data: at(figures => figures.mean), borderColor: colour(i),
            backgroundColor: colour(i), borderWidth: 2.5, borderDash: dash(i), pointRadius: curve.length > 40 ? 0 : 2};
        return group.runs.length < 2 ? [line]
            : [line, {...edge, data: at(figures => figures.most), fill: '+1'}, {...edge, data: at(figures => figures.least), fill: false}];
    };

    const chart = (id, heading, remark, y, xTitle, x, format, xFormat, axis = {}) => {
        const canvas = make('canvas', {role: 'img', 'aria-label': heading + '. ' + remark});
        into(id, title(heading, remark), make('div', {class: 'canvas'}, canvas));
        charts.push(() => new Chart(canvas, {
            type: 'line',
            data: {datasets: groups.flatMap((group, i) => band(group, i, x, y))},
            options: {
                animation: false, maintainAspectRatio: false, interaction: {mode: 'nearest', axis: 'x', intersect: false},
                plugins: {
                    legend: {display: groups.length > 1, labels: {boxWidth: 12, boxHeight: 12, filter: (item, all) => !all.datasets[item.datasetIndex].band}},
                    tooltip: {
                        filter: item => !item.dataset.band,
                        callbacks: {title: items => items.length ? xTitle + ' ' + xFormat(items[0].parsed.x) : '',
                            label: item => item.dataset.label + ': ' + format(item.parsed.y)},
                    },
                },
                scales: {
                    x: {type: 'linear', min: axis.from, title: {display: true, text: xTitle}, grid: {display: false},
                        ticks: {maxRotation: 0, maxTicksLimit: 7, precision: 0, callback: xFormat}},
                    y: {beginAtZero: !!axis.zero, suggestedMax: axis.max, ticks: {maxTicksLimit: 6, callback: value => axis.tick(value)}},
                },
            },
        }));
    };

    const drawCharts = () => {
        const whole = value => String(Math.round(value));
        const accuracy = {tick: value => Number((100 * value).toFixed(1)) + ' %'};
        chart('accuracy', 'Accuracy', 'by round; bands from the least to the most of a group', 'accuracy', 'Round', point => point.round,
            value => percent(value, 2), whole, {...accuracy, from: 1});
        chart('loss', 'Loss', 'by round, mean cross-entropy in nats', 'loss', 'Round', point => point.round,
            value => number(value, 4), whole, {tick: value => Number(value.toFixed(4)), from: 1, zero: true});
        chart('seconds', 'Accuracy by time', 'seconds that rounds took', 'accuracy', 'Seconds', point => point.seconds,
            value => percent(value, 2), value => Number(value.toFixed(1)), accuracy);
        chart('bytes', 'Accuracy by traffic', 'sealed updates sent', 'accuracy', 'Uploaded', point => point.bytesUp,
            value => percent(value, 2), bytes, accuracy);
    };

    // ------------------------------------------------------------ tables

    const figures = () => {
        const first = groups[0].accuracy?.mean;
        into('figures', title('What they came to', 'means over seeds ± standard deviation'), make('p', {},
            'Difference and p are against the first group: the probability that chance alone makes such a difference, by Student’s t-test '
            + 'seed by seed (Welch’s where the seeds differ), adjusted for several groups as Holm did. With three seeds only large differences show.'),
            table('Groups', [
                ['Group', group => clean(group.label)],
                ['Runs', group => String(group.runs.length)],
                ['Accuracy', group => spread(group.accuracy, value => percent(value, 2))],
                ['Least to most', group => group.accuracy ? percent(group.accuracy.least, 2) + ' to ' + percent(group.accuracy.most, 2) : '–'],
                ['Difference, points', group => group === groups[0] || !group.accuracy ? '–' : points(group.accuracy.mean - first)],
                ['p', group => number(group.probability, 3)],
                ['Worst tenth', group => mean(group.worstTenth, value => percent(value))],
                ['Rounds', group => mean(group.rounds, value => String(Math.round(value)))],
                ['Time', group => mean(group.seconds, seconds)],
                ['Up', group => mean(group.bytesUp, bytes)],
                ['Down', group => mean(group.bytesDown, bytes)],
            ], groups));
    };

    const targets = () => into('target', title('Until accuracy ' + target), table('Means over the runs that reached it', [
        ['Group', group => clean(group.label)],
        ['Reached', group => group.target.reached + ' of ' + group.runs.length],
        ['Rounds', group => mean(group.target.rounds, value => number(value, 1))],
        ['Time', group => mean(group.target.seconds, seconds)],
        ['Uploaded', group => mean(group.target.bytesUp, bytes)],
    ], groups));

    const runs = () => {
        const all = groups.flatMap(group => group.runs.map(run => ({group, ...run})));
        into('runs', title('Runs'), table('Each run', [
            ['Group', run => clean(run.group.label)],
            ['Seed', run => String(run.seed)],
            ['Accuracy', run => percent(run.accuracy, 2)],
            ['Time', run => seconds(run.seconds)],
            ['Folder', run => clean(run.folder)],
        ], all, {words: ['Folder']}),
        ...(comparison.leftOut.length ? [make('p', {}, 'Left out: ' + comparison.leftOut.map(clean).join('; '))] : []));
    };

    const count = groups.reduce((total, group) => total + group.runs.length, 0);
    into('name', groups.length === 1 ? groups[0].label : groups.length + ' configs');
    into('subtitle', count + ' runs' + (comparison.leftOut.length ? ', ' + comparison.leftOut.length + ' left out' : ''));
    figures();
    drawCharts();
    targets();
    runs();
    show(charts);
})();
