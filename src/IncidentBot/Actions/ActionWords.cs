using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Language;

namespace IncidentBot.Actions;

/// <summary>Reads a typed action item: what is to be done, then who does it, then by when.</summary>
internal static class ActionWords
{
    private const string Due = "due";
    private const string Me = "@me";

    // A longer tail is a sentence that has the word in it, such as "check what is due for renewal next year".
    private const int LongestDay = 30;

    /// <summary>Reads the words behind the verb.</summary>
    public static ActionCommand Read(CommandText text)
    {
        // The rest is the end of what was typed, so the people mentioned in it are found by their distance from the end.
        var start = text.Typed.Plain.TrimEnd().Length - text.Rest.Length;
        var people = text.Typed.Mentions.Where(mention => mention.Start >= start)
            .Select(mention => mention with { Start = mention.Start - start }).ToList();
        var words = new Piece(text.Rest, people);
        return words.SplitAtDue() is var (before, day)
            ? Owned(before.Text.Length == 0 ? words : before, day)
            : Owned(words, null) with { NotADay = words.LikeADay() };
    }

    private static ActionCommand Owned(Piece words, Piece? day)
    {
        var (text, owner) = words.TakeOwner();
        var (said, later) = day is null ? (null, null) : (day.TakeOwner().Words.Text, day.TakeOwner().Owner);
        var who = later ?? owner;
        return new ActionCommand(text.Text.TrimEnd(' ', ',', ';', '-', '–', '—'), who?.Person, said)
        {
            IsMine = who is { Person: null },
        };
    }

    /// <summary>Somebody who is named as the owner; no id: the writer.</summary>
    private sealed record Owner(PersonId? Person);

    /// <summary>A part of what was typed, without blanks around it, with the people mentioned in it.</summary>
    private sealed record Piece(string Text, IReadOnlyList<Mention> People)
    {
        /// <summary>What stands before and behind the last "due" that a day follows; null: there is none.</summary>
        public (Piece Before, Piece Day)? SplitAtDue()
        {
            for (var at = Text.Length; (at = LastDue(at)) >= 0;)
            {
                var day = Part(at + Due.Length, Text.Length).WithoutColon();
                if (day.TakeOwner().Words is { Text.Length: > 0 } said && DueDay.TryParse(said.Text, out _))
                    return (Part(0, at), day);
            }

            return null;
        }

        /// <summary>What stands behind the last "due", if it is short enough to be meant as a day; null: nothing.</summary>
        public string? LikeADay() =>
            LastDue(Text.Length) is >= 0 and var at && Part(at + Due.Length, Text.Length) is { Text.Length: > 0 and <= LongestDay } day
                ? day.Text
                : null;

        /// <summary>The same without whoever is named at its end, or else at its beginning.</summary>
        public (Piece Words, Owner? Owner) TakeOwner()
        {
            if (Text.Equals(Me, StringComparison.OrdinalIgnoreCase) || Text.EndsWith($" {Me}", StringComparison.OrdinalIgnoreCase))
                return (Part(0, Text.Length - Me.Length), new Owner(null));
            if (People.FirstOrDefault(person => person.Start + person.Length == Text.Length) is { } last)
                return (Part(0, last.Start), new Owner(last.Person));
            if (Text.StartsWith($"{Me} ", StringComparison.OrdinalIgnoreCase))
                return (Part(Me.Length, Text.Length), new Owner(null));

            return People.FirstOrDefault(person => person.Start == 0) is { } first
                ? (Part(first.Length, Text.Length), new Owner(first.Person))
                : (this, null);
        }

        private Piece WithoutColon() => Text.StartsWith(':') ? Part(1, Text.Length) : this;

        private Piece Part(int from, int to)
        {
            while (from < to && char.IsWhiteSpace(Text[from])) from++;
            while (to > from && char.IsWhiteSpace(Text[to - 1])) to--;
            return new Piece(
                Text[from..to],
                [
                    .. People.Where(person => person.Start >= from && person.Start + person.Length <= to)
                        .Select(person => person with { Start = person.Start - from }),
                ]);
        }

        // As a word of its own: not in "residue" or "due-diligence".
        private int LastDue(int before)
        {
            for (var at = before; at > 0 && (at = Text.LastIndexOf(Due, at - 1, StringComparison.OrdinalIgnoreCase)) >= 0;)
            {
                var end = at + Due.Length;
                if ((at == 0 || char.IsWhiteSpace(Text[at - 1]) || Text[at - 1] is ',' or '(')
                    && end < Text.Length && (char.IsWhiteSpace(Text[end]) || Text[end] == ':'))
                    return at;
            }

            return -1;
        }
    }
}
