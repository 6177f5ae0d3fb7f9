using System.Numerics;

namespace Dashboard.Metrics.Changes;

/// <summary>Least squares by the normal equations; a trace of ridge keeps columns that say the same from cancelling each other.</summary>
internal static class LeastSquares
{
    private const double Ridge = 1e-6;

    public static double[] Solve(double[][] columns, double[] target)
    {
        var size = columns.Length;
        var matrix = new double[size, size + 1];
        for (var row = 0; row < size; row++)
        {
            for (var column = row; column < size; column++)
                matrix[row, column] = matrix[column, row] = Dot(columns[row], columns[column]);
            matrix[row, size] = Dot(columns[row], target);
            matrix[row, row] += Ridge * (matrix[row, row] + 1e-12);
        }

        return Eliminate(matrix, size);
    }

    /// <summary>Without pivoting: the matrix is positive definite.</summary>
    private static double[] Eliminate(double[,] matrix, int size)
    {
        for (var pivot = 0; pivot < size; pivot++)
            for (var row = pivot + 1; row < size; row++)
            {
                var factor = matrix[row, pivot] / matrix[pivot, pivot];
                for (var column = pivot; column <= size; column++)
                    matrix[row, column] -= factor * matrix[pivot, column];
            }

        var solved = new double[size];
        for (var row = size - 1; row >= 0; row--)
        {
            solved[row] = matrix[row, size];
            for (var column = row + 1; column < size; column++)
                solved[row] -= matrix[row, column] * solved[column];
            solved[row] /= matrix[row, row];
        }

        return solved;
    }

    private static double Dot(double[] left, double[] right)
    {
        var lanes = Vector<double>.Zero;
        var index = 0;
        for (; index <= left.Length - Vector<double>.Count; index += Vector<double>.Count)
            lanes += new Vector<double>(left, index) * new Vector<double>(right, index);
        var sum = Vector.Sum(lanes);
        for (; index < left.Length; index++)
            sum += left[index] * right[index];
        return sum;
    }
}
