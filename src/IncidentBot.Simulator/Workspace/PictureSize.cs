using System.Buffers.Binary;

namespace IncidentBot.Simulator.Workspace;

/// <summary>Reads how large a picture is out of its first bytes.</summary>
internal static class PictureSize
{
    /// <summary>Width and height in pixels; null: it is no PNG, GIF or JPEG, or a broken one.</summary>
    public static (int Width, int Height)? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 24 && bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..])
            return (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        if (bytes.Length >= 10 && bytes.StartsWith("GIF8"u8))
            return (BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]));
        return bytes is [0xFF, 0xD8, ..] ? OfJpeg(bytes) : null;
    }

    // The segments up to the frame, which has the size.
    private static (int Width, int Height)? OfJpeg(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }
        return null;
    }
}
