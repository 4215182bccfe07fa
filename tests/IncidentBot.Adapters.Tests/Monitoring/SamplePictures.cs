using IncidentBot.Investigation.Signals;

namespace IncidentBot.Adapters.Tests.Monitoring;

/// <summary>Signals of the shapes that incidents have, and of those that break drawings.</summary>
internal static class SamplePictures
{
    public static readonly DateTimeOffset From = new(2026, 12, 1, 15, 47, 0, TimeSpan.Zero);

    public static IReadOnlyDictionary<string, SignalPicture> All { get; } = new Dictionary<string, SignalPicture>(StringComparer.Ordinal)
    {
        ["step"] = Of("Latency of checkout", SignalUnit.Seconds, ("p99", i => i < 60 ? 0.3 + (0.02 * Math.Sin(i)) : 12 + Math.Sin(i)), ("p95", i => i < 60 ? 0.2 : 2.1), ("p50", i => 0.08 + (0.005 * Math.Cos(i)))) with
        {
            Earlier = [Line("p99", SignalUnit.Seconds, From.AddDays(-7), i => 0.31 + (0.03 * Math.Cos(i)))],
            Marks =
            [
                new(From.AddMinutes(14), "checkout 4.2.0 deployed by octo", SignalMarkKind.Change),
                new(From.AddMinutes(15), "", SignalMarkKind.ImpactStart),
                new(From.AddMinutes(16), "feature flag fast-cart turned on", SignalMarkKind.Change),
                new(From.AddMinutes(40), "rolled back to 4.1.9", SignalMarkKind.Mitigation),
            ],
        },
        ["gaps"] = Of("Errors of payments", SignalUnit.Share, ("5xx share", i => i is (> 80 and < 120) or 30 or 32 ? null : 0.001 + (i > 120 ? 0.08 : 0))),
        ["six lines"] = Of("Saturation of the nodes", SignalUnit.Bytes, [.. Enumerable.Range(1, 8).Select(n => ($"node-{n}", (Func<int, double?>)(i => (n * 200e6) + (i * n * 1e5))))]) with
        {
            Earlier = [.. Enumerable.Range(1, 6).Select(n => Line($"node-{n}", SignalUnit.Bytes, From.AddDays(-7), i => n * 190e6))],
        },
        ["one point"] = Of("Traffic of search", SignalUnit.PerSecond, ("requests", i => i == 100 ? 1234 : null)),
        ["all gaps"] = Of("Traffic of search", SignalUnit.PerSecond, ("requests", _ => null)),
        ["no lines"] = Of("Traffic of search", SignalUnit.PerSecond),
        ["huge"] = Of("A counter", SignalUnit.Number, ("total", i => i * 1e300), ("largest", _ => double.MaxValue), ("infinite", i => i % 2 == 0 ? double.PositiveInfinity : 1)),
        ["negative"] = Of("Clock offset", SignalUnit.Seconds, ("offset", i => Math.Sin(i / 20.0) * 0.004)),
        ["tiny"] = Of("A very small number", SignalUnit.Number, ("value", i => 1e-9 * (1 + Math.Sin(i / 10.0)))),
        ["zero"] = Of("Errors of payments", SignalUnit.Share, ("5xx share", _ => 0)),
        ["long names"] = Of(
            new string('W', 300), SignalUnit.PerSecond,
            ("checkout-7d9f8b6c5-abcde{namespace=\"shop\",pod=\"checkout-7d9f8b6c5-abcde\",handler=\"/api/v1/cart\"}", i => i),
            ("checkout-7d9f8b6c5-abcdf{namespace=\"shop\",pod=\"checkout-7d9f8b6c5-abcdf\",handler=\"/api/v1/cart\"}", i => 240 - i)) with
        {
            Marks = [.. Enumerable.Range(0, 14).Select(n => new SignalMark(From.AddMinutes(20 + n), $"change number {n} of a long list of changes, with many words", SignalMarkKind.Change)), new(From.AddMinutes(21), "everything is slow", SignalMarkKind.ImpactStart)],
        },
        ["other scripts"] = Of("Задержка оформления · Ολοκλήρωση · შეკვეთა · Zażółć", SignalUnit.Seconds, ("поиск", i => i), ("決済サービス", i => 200 - i), ("پرداخت 🔥", i => 100)) with
        {
            Marks = [new(From.AddMinutes(10), "決済 4.2", SignalMarkKind.Change), new(From.AddMinutes(30), "выкатили 4.2", SignalMarkKind.Change)],
        },
        ["over midnight"] = Of("Traffic of search", SignalUnit.PerSecond, ("requests", i => 1200 + (300 * Math.Sin(i / 30.0)))) with
        {
            From = From, Until = From.AddHours(30), Lines = [new("requests", SignalUnit.PerSecond, [.. Enumerable.Range(0, 11_000).Select(i => new SignalPoint(From.AddSeconds(i * 9.8), 1200 + (300 * Math.Sin(i / 900.0)) + (i == 7000 ? 4000 : 0)))])],
        },
        ["no time"] = Of("Traffic of search", SignalUnit.PerSecond, ("requests", i => 5)) with { Until = From },
    };

    public static SignalPicture Of(string title, SignalUnit unit, params (string Name, Func<int, double?> Value)[] lines) => new()
    {
        Title = title,
        Measure = "duration",
        From = From,
        Until = From.AddMinutes(60),
        Lines = [.. lines.Select(line => Line(line.Name, unit, From, line.Value))],
    };

    private static SignalSeries Line(string name, SignalUnit unit, DateTimeOffset from, Func<int, double?> value) =>
        new(name, unit, [.. Enumerable.Range(0, 241).Select(i => new SignalPoint(from.AddSeconds(i * 15), value(i)))]);
}
