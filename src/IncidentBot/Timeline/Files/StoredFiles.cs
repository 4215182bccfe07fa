using System.Diagnostics.Metrics;
using System.Globalization;
using IncidentBot.Delivery;

namespace IncidentBot.Timeline.Files;

/// <summary>How much the files of all incidents take, for the admin's graphs and warnings.</summary>
public sealed class StoredFiles
{
    private readonly FileStore files;
    private readonly TimelineOptions options;
    private StoredFilesReport? last;

    /// <summary>Reads from this store, and shows it on this meter.</summary>
    public StoredFiles(FileStore files, TimelineOptions options, DeliveryMeter meter)
    {
        (this.files, this.options) = (files, options);
        meter.Meter.CreateObservableGauge(
            "incidentbot.files.bytes", () => Observe(report => report.Bytes), "{byte}", "What the stored files take.");
        meter.Meter.CreateObservableGauge(
            "incidentbot.files.limit.bytes", () => Observe(report => report.Most), "{byte}", "What they may take in all.");
    }

    /// <summary>What they take now.</summary>
    /// <exception cref="Store.StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<StoredFilesReport> ReadAsync(CancellationToken cancellationToken)
    {
        var report = await ReadAsync(files, options, cancellationToken);
        Volatile.Write(ref last, report);
        return report;
    }

    /// <summary>The same for who has no meter.</summary>
    /// <exception cref="Store.StoreUnavailableException">The database cannot be reached.</exception>
    public static async Task<StoredFilesReport> ReadAsync(FileStore files, TimelineOptions options, CancellationToken cancellationToken) =>
        new(await files.SizeAsync(cancellationToken), options.MaxStoreMegabytes);

    // Nothing is said of what has not been looked at yet.
    private IEnumerable<Measurement<double>> Observe(Func<StoredFilesReport, double> value) =>
        Volatile.Read(ref last) is { } report ? [new Measurement<double>(value(report))] : [];
}

/// <summary>How much the files of all incidents take.</summary>
/// <param name="Bytes">What they take now.</param>
/// <param name="MostMegabytes">What they may take in all, in megabytes.</param>
public sealed record StoredFilesReport(long Bytes, int MostMegabytes)
{
    private const double NearlyFull = 0.8;

    /// <summary>What they may take in all, in bytes.</summary>
    public long Most => MostMegabytes * TimelineOptions.Megabyte;

    /// <summary>How full that is, in a sentence.</summary>
    public string Sentence => Invariant($"Files of captured messages take {FileWords.Size(Bytes)} of {MostMegabytes} MB.");

    /// <summary>From 80 % on: what happens at the bound, and what to do; null: there is room.</summary>
    public string? Warning => Bytes >= Most
        ? "No further file is kept, and the timeline says so beside each. Raise Timeline:MaxStoreMegabytes."
        : Bytes >= Most * NearlyFull ? "When that is full, no further file is kept. Raise Timeline:MaxStoreMegabytes." : null;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
