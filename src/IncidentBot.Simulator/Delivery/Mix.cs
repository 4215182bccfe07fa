using IncidentBot.Simulator.Recording;

namespace IncidentBot.Simulator.Delivery;

/// <summary>How often each fault happens to deliveries, in percent, and the addresses of the app that they are spread over.</summary>
internal sealed record MixSettings
{
    /// <summary>With the same seed, the same happens to the nth event and the nth command.</summary>
    public int Seed { get; init; }

    /// <summary>Delivered again within seconds: with retry headers or without.</summary>
    public int Duplicated { get; init; }

    /// <summary>Delivered again after an hour.</summary>
    public int DuplicatedLate { get; init; }

    /// <summary>Delivered twice at the same time, to two addresses where there are several.</summary>
    public int Twins { get; init; }

    /// <summary>Overtaken by the next few events of its channel.</summary>
    public int Reordered { get; init; }

    /// <summary>Delivered seconds to minutes late.</summary>
    public int Delayed { get; init; }

    /// <summary>Never delivered.</summary>
    public int Lost { get; init; }

    /// <summary>Each event, each retry and each command goes to one of these; none: to the app's usual address.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];
}

/// <summary>How often each fault has happened.</summary>
internal sealed record MixCounts(int Events, int Duplicated, int DuplicatedLate, int Twins, int Reordered, int Delayed, int Lost);

/// <summary>Chooses the faults of each delivery by the seed and the number of earlier ones, so that a run can be repeated.</summary>
internal sealed class Mix
{
    private static readonly TimeSpan PatienceOfTheOvertaken = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private MixSettings settings = new();
    private MixCounts counts = new(0, 0, 0, 0, 0, 0, 0);
    private int commands;

    public (MixSettings Settings, MixCounts Counts) Now
    {
        get { lock (gate) return (settings, counts); }
    }

    /// <summary>Starts over; deliveries that are already waiting still come.</summary>
    public void Set(MixSettings next)
    {
        lock (gate) (settings, counts, commands) = (next, new MixCounts(0, 0, 0, 0, 0, 0, 0), 0);
    }

    public Fate DrawEvent()
    {
        lock (gate)
        {
            var fate = Draw(settings, counts.Events);
            counts = new MixCounts(
                counts.Events + 1,
                counts.Duplicated + (fate.Again < TimeSpan.FromMinutes(1) ? 1 : 0),
                counts.DuplicatedLate + (fate.Again >= TimeSpan.FromMinutes(1) ? 1 : 0),
                counts.Twins + (fate.IsTwin ? 1 : 0),
                counts.Reordered + (fate.Overtaken > 0 ? 1 : 0),
                counts.Delayed + (fate.Delay > TimeSpan.Zero && fate.Overtaken == 0 ? 1 : 0),
                counts.Lost + (fate.IsLost ? 1 : 0));
            return fate;
        }
    }

    /// <summary>Commands and interactions are sent once and at once; only the address is drawn.</summary>
    public Fate DrawCommand()
    {
        lock (gate) return Fate.Plain with { Route = DiceFor(settings.Seed, -1 - commands++).Next(1 << 20) };
    }

    /// <summary>The address for a try, from 0; null: the app's usual one.</summary>
    public string? AddressFor(Fate fate, int attempt)
    {
        lock (gate) return settings.Addresses is { Count: > 0 } addresses ? addresses[(fate.Route + attempt) % addresses.Count] : null;
    }

    internal static Fate Draw(MixSettings settings, int number)
    {
        var dice = DiceFor(settings.Seed, number);
        var route = dice.Next(1 << 20);
        if (dice.Next(100) < settings.Lost) return new Fate { IsLost = true };
        var twin = dice.Next(100) < settings.Twins;
        var late = dice.Next(100) < settings.DuplicatedLate;
        var again = dice.Next(100) < settings.Duplicated;
        var pause = TimeSpan.FromSeconds(dice.Next(11));
        var asRetry = dice.Next(2) == 0;
        var turn = dice.Next(100);
        var (overtaken, delay) = (dice.Next(1, 4), TimeSpan.FromSeconds(dice.Next(1, 301)));
        return new Fate
        {
            Route = route, IsTwin = twin, Again = late ? TimeSpan.FromHours(1) : again ? pause : null, AgainAsRetry = asRetry,
            Overtaken = turn < settings.Reordered ? overtaken : 0,
            Delay = turn < settings.Reordered
                ? PatienceOfTheOvertaken
                : turn < settings.Reordered + settings.Delayed ? delay : TimeSpan.Zero,
        };
    }

    // Neighbouring numbers must not lead to similar draws (the finalizer of SplitMix64).
    private static Random DiceFor(int seed, int number)
    {
        var mixed = ((ulong)(uint)seed << 32 | (uint)number) + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return new Random((int)(mixed ^ (mixed >> 31)));
    }
}
