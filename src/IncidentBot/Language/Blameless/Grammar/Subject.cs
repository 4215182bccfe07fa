using System.Runtime.InteropServices;

namespace IncidentBot.Language.Blameless.Grammar;

/// <summary>Who or what a noun stands for.</summary>
internal enum Who
{
    /// <summary>There is no noun.</summary>
    None,

    /// <summary>A thing; also whatever is not recognised.</summary>
    System,

    /// <summary>"it", "this", "there".</summary>
    It,

    /// <summary>"they" without anything before that it could stand for.</summary>
    They,

    /// <summary>A capitalised word that is in no list.</summary>
    Unknown,

    /// <summary>A name that is also a product or an everyday word.</summary>
    Doubt,

    /// <summary>Those who use what we run.</summary>
    Customer,

    /// <summary>A company whose name also stands for what it runs.</summary>
    Company,

    /// <summary>"you".</summary>
    You,

    /// <summary>"nobody".</summary>
    Nobody,

    /// <summary>"we" and "I".</summary>
    Self,

    /// <summary>A team or a supplier.</summary>
    Team,

    /// <summary>A role, "somebody", "he" or "she".</summary>
    Role,

    /// <summary>A name or a mention.</summary>
    Named,
}

/// <summary>A noun phrase.</summary>
/// <param name="Who">Who or what it stands for.</param>
/// <param name="Start">Its first token.</param>
/// <param name="End">Its last token.</param>
/// <param name="Owner">Whose it is, as in "Raj's change" or "a change by Raj".</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Subject(Who Who, int Start, int End, Who Owner = Who.None)
{
    public static Subject Missing => new(Who.None, -1, -1);

    /// <summary>Whether it stands for people beyond doubt.</summary>
    public bool IsPerson => IsPersonal(Who);

    /// <summary>Whether it belongs to people.</summary>
    public bool IsOwned => IsPersonal(Owner) && Owner != Who.Nobody;

    public static bool IsPersonal(Who who) => who is Who.Nobody or Who.Self or Who.Team or Who.Role or Who.Named;
}
