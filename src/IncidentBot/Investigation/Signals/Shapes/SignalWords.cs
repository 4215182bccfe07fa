using IncidentBot.Chat;

namespace IncidentBot.Investigation.Signals.Shapes;

/// <summary>Says what one signal did, in a clause that begins with its name.</summary>
internal static class SignalWords
{
    /// <summary>The clause.</summary>
    /// <param name="name">What people call the signal.</param>
    /// <param name="unit">What it is measured in.</param>
    /// <param name="shape">What it did.</param>
    public static RichText Clause(string name, SignalUnit unit, SignalShape shape)
    {
        var said = new Said(unit);
        var clause = shape.Kind switch
        {
            ShapeKind.NoData => said.Of($"{name}: no data, which isn't zero"),
            ShapeKind.NoNumber => said.Of($"{name}: no number, as when nothing is asked of it"),
            ShapeKind.Usual when shape.Usual is null => said.Of($"{name} {said.Value(shape.Latest)}, with nothing to compare it with"),
            ShapeKind.Usual => said.Of($"{name} unchanged at {said.Value(shape.Latest)}"),
            ShapeKind.Step or ShapeKind.Climb or ShapeKind.Drop when shape.Since is null =>
                said.Of($"{name} {said.Level(shape)} in all of this time, usually {said.Value(shape.Usual)}"),
            ShapeKind.Step => said.Moved(name, "rose", shape).Plain(" at ").Time(shape.Since!.Value),
            ShapeKind.Climb => said.Moved(name, "has climbed", shape).Plain(" since ").Time(shape.Since!.Value),
            ShapeKind.Drop => said.Moved(name, "fell", shape).Plain(" at ").Time(shape.Since!.Value),
            ShapeKind.Spike => said.CameBack(name, "rose", shape),
            ShapeKind.Dip => said.CameBack(name, "fell", shape),
            ShapeKind.Noisy => said.Of($"{name} swings between {said.Value(shape.Lower)} and {said.Value(shape.Level)}"),
            ShapeKind.New =>
                said.Of($"{name} begins at ").Time(shape.Since!.Value).Plain($" with {said.Value(shape.Level)}, no data before"),
            _ => said.Of($"{name} counts from nothing again since ").Time(shape.Since!.Value).Plain(", as after a restart"),
        };
        return clause;
    }

    /// <summary>What else is to be known of it, a sentence each; empty: nothing.</summary>
    /// <param name="name">What people call the signal.</param>
    /// <param name="unit">What it is measured in.</param>
    /// <param name="shape">What it did.</param>
    public static IEnumerable<RichText> Remarks(string name, SignalUnit unit, SignalShape shape)
    {
        if (shape.IsAtCeiling && shape.Level is { } ceiling)
            yield return $"The last bucket of {name} ends at {SignalNumbers.InWords(ceiling, unit)}, so the truth is that or more.";
        if (shape.Rollout is { } rollout)
            yield return new RichText([]).Plain($"{name} jumped with what went live at ").Time(rollout)
                .Plain(" and stays flat, so it may be a new metric or a renamed label rather than a change.");
        if (shape.EndedAt is { } ended)
            yield return new RichText([]).Plain($"{name} has no data since ").Time(ended)
                .Plain(": nothing was asked of it, or it isn't measured any more.");
        else if (shape is { GapFrom: { } from, GapTo: { } to })
            yield return new RichText([]).Plain($"{name} has no data from ").Time(from).Plain(" to ").Time(to).Plain(".");
        if (shape.NotNumbers > 0 && shape.Kind != ShapeKind.NoNumber)
            yield return $"{name} has no number at {shape.NotNumbers} of {shape.Points} points, as when nothing is asked of it.";
    }

    private sealed class Said(SignalUnit unit)
    {
        public RichText Of(string words) => RichText.Of(words);

        public string Value(double? value) => value is { } known ? SignalNumbers.InWords(known, unit) : "no number";

        public string Level(SignalShape shape) => (shape.IsAtCeiling ? "≥ " : "") + Value(shape.Level);

        public RichText Moved(string name, string verb, SignalShape shape) =>
            RichText.Of($"{name} {verb} from {Value(shape.Usual)} to {Level(shape)}");

        public RichText CameBack(string name, string verb, SignalShape shape)
        {
            var moved = Moved(name, verb, shape);
            moved = shape.Since is { } since ? moved.Plain(" at ").Time(since) : moved;
            return moved.Plain(" and was back at ").Time(shape.Until!.Value);
        }
    }
}
