/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What OpenCV and dlib need for the pictures that bench-features has written: microseconds, the least of several samples, as
 * name=value lines.  compare-features.py compiles and runs it where both are installed. */

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <dlib/array2d.h>
#include <dlib/image_transforms/fhog.h>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

struct Picture
{
  const char *name;
  int width, height, n_channels;
};

static const Picture pictures[] = {
  { "gray128x64", 64, 128, 1 },
  { "color32x32", 32, 32, 3 },
  { "gray3000x4000", 4000, 3000, 1 },
  { "color3000x4000", 4000, 3000, 3 },
};

static double
get_seconds ()
{
  return std::chrono::duration<double> (std::chrono::steady_clock::now ().time_since_epoch ()).count ();
}

static void
measure (const Picture                *picture,
         const char                   *name,
         const std::function<void ()> &work)
{
  double start = get_seconds (), best = 1e9;
  int n_inner;

  work ();
  n_inner = std::max (1, std::min (100000, (int) (0.1 / std::max (get_seconds () - start, 1e-7))));
  for (int i = 0; i < 7; i++)
    {
      start = get_seconds ();
      for (int k = 0; k < n_inner; k++)
        work ();
      best = std::min (best, (get_seconds () - start) / n_inner);
    }
  printf ("%s.%s.us=%.3f\n", picture->name, name, best * 1e6);
  fflush (stdout);
}

/* From channel after channel to pixel after pixel. */
static cv::Mat
read_picture (const Picture     *p,
              const std::string &folder)
{
  std::ifstream file (folder + "/" + p->name, std::ios::binary);
  std::vector<char> bytes ((size_t) p->width * p->height * p->n_channels);
  cv::Mat mat (p->height, p->width, p->n_channels == 1 ? CV_8UC1 : CV_8UC3);
  size_t n = (size_t) p->width * p->height;

  file.read (bytes.data (), (std::streamsize) bytes.size ());
  for (size_t i = 0; i < n; i++)
    for (int k = 0; k < p->n_channels; k++)
      mat.data[i * p->n_channels + k] = (unsigned char) bytes[k * n + i];
  return mat;
}

template<typename Pixel>
static void
measure_dlib (const Picture *p,
              const cv::Mat &mat)
{
  dlib::array2d<Pixel> image (p->height, p->width);
  dlib::array2d<dlib::matrix<float, 31, 1>> hog;

  for (int y = 0; y < p->height; y++)
    std::copy (mat.ptr (y), mat.ptr (y) + (size_t) p->width * p->n_channels, (unsigned char *) &image[y][0]);
  measure (p, "dlib", [&] { dlib::extract_fhog_features (image, hog, 8); });
}

static void
measure_picture (const Picture     *p,
                 const std::string &folder)
{
  cv::Mat mat = read_picture (p, folder), hsv, histogram;
  cv::HOGDescriptor descriptor (cv::Size (p->width / 8 * 8, p->height / 8 * 8), { 16, 16 }, { 8, 8 }, { 8, 8 }, 9);
  std::vector<float> vector;
  const float range[] = { 0, 180 };
  const float *ranges = range;
  int channel = 0, n_bins = 36;

  measure (p, "opencv", [&] { descriptor.compute (mat, vector); });
  if (p->n_channels == 1)
    {
      measure_dlib<unsigned char> (p, mat);
      return;
    }
  measure_dlib<dlib::rgb_pixel> (p, mat);
  measure (p, "hue", [&] {
    cv::cvtColor (mat, hsv, cv::COLOR_RGB2HSV);
    cv::calcHist (&hsv, 1, &channel, cv::Mat (), histogram, 1, &n_bins, &ranges);
  });
}

int
main (int   argc,
      char *argv[])
{
  cv::setNumThreads (1);
  for (const Picture &picture : pictures)
    if (argc == 2)
      measure_picture (&picture, argv[1]);
  return argc == 2 ? 0 : 2;
}
